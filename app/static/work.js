/* Keys of the task list: J and K move, Enter opens, N takes, T gives back. */
(function () {
  'use strict';

  var rows = Array.prototype.slice.call(document.querySelectorAll('[data-row]'));
  var at = -1;
  if (!rows.length || !document.body.hasAttribute('data-shortcuts')) { return; }

  function goTo(next) {
    if (at >= 0) { rows[at].classList.remove('is-focus'); }
    at = Math.max(0, Math.min(rows.length - 1, next));
    rows[at].classList.add('is-focus');
    rows[at].scrollIntoView({ block: 'nearest' });
    var link = rows[at].querySelector('[data-open]');
    if (link) { link.focus({ preventScroll: true }); }
  }

  function press(selector) {
    var target = at >= 0 && rows[at].querySelector(selector);
    if (target) { target.click(); }
  }

  var keys = {
    j: function () { goTo(at + 1); },
    k: function () { goTo(at < 0 ? 0 : at - 1); },
    n: function () { press('[data-take]'); },
    t: function () { press('[data-give-back]'); }
  };

  document.addEventListener('keydown', function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) { return; }
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) { return; }
    if (event.key === 'Enter' && event.target === document.body) { press('[data-open]'); return; }
    var act = event.key.length === 1 && keys[event.key.toLowerCase()];
    if (!act) { return; }
    event.preventDefault();
    act();
  });

  /* moving with Tab takes the mark along */
  rows.forEach(function (row, number) {
    row.addEventListener('focusin', function () {
      if (at === number) { return; }
      if (at >= 0) { rows[at].classList.remove('is-focus'); }
      at = number;
      row.classList.add('is-focus');
    });
  });
}());
