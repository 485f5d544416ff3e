/* What every page shares. Everything works without this file. */
(function () {
  'use strict';

  document.documentElement.classList.add('has-script');

  function all(selector) {
    return Array.prototype.slice.call(document.querySelectorAll(selector));
  }

  /* the list of errors takes the focus, so that it is read first; not where one field waits */
  var summary = document.querySelector('.errsum');
  if (summary && !document.querySelector('[autofocus]')) { summary.focus(); }

  /* the picture of a case opens where the case stands */
  var strip = document.querySelector('.strip-body');
  var now = strip && strip.querySelector('.is-now, .is-late');
  if (now) {
    var box = strip.getBoundingClientRect();
    var at = now.getBoundingClientRect();
    strip.scrollTop += at.top + at.height / 2 - box.top - box.height / 2;
    strip.scrollLeft += at.left + at.width / 2 - box.left - box.width / 2;
  }

  all('[data-print]').forEach(function (button) {
    button.addEventListener('click', function () { window.print(); });
  });

  /* explanations are printed open, whatever is open on the screen */
  var opened = [];
  window.addEventListener('beforeprint', function () {
    opened = all('details.why:not([open])');
    opened.forEach(function (details) { details.open = true; });
  });
  window.addEventListener('afterprint', function () {
    opened.forEach(function (details) { details.open = false; });
  });

  /* a menu closes on Escape, and when something else is clicked */
  function closeMenus(except) {
    all('details.menu[open]').forEach(function (menu) {
      if (menu !== except) { menu.open = false; }
    });
  }
  document.addEventListener('click', function (event) {
    closeMenus(event.target.closest('details.menu'));
  });
  document.addEventListener('keydown', function (event) {
    if (event.key !== 'Escape') { return; }
    var menu = document.querySelector('details.menu[open]');
    if (menu) {
      menu.open = false;
      menu.querySelector('summary').focus();
    }
  });

  /* the search box takes the focus on "/", wherever one is but in a field */
  var seek = document.querySelector('[data-seek]');
  if (seek && document.body.hasAttribute('data-shortcuts')) {
    document.addEventListener('keydown', function (event) {
      if (event.key !== '/' || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) { return; }
      if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) { return; }
      event.preventDefault();
      seek.focus();
      seek.select();
    });
  }

  /* a form is sent once; the server would notice a second time anyway */
  all('form[method=post]').forEach(function (form) {
    var sentAt = 0;
    form.addEventListener('submit', function (event) {
      if (event.defaultPrevented) { return; }
      if (Date.now() - sentAt < 3000) { event.preventDefault(); return; }
      sentAt = Date.now();
      all('[data-while-sent="' + form.id + '"]').forEach(function (said) { said.hidden = false; });
    });
  });
}());
