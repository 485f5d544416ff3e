/* Follows the worker on a page that waits for it. Without this file the page reloads itself. */
(function () {
  'use strict';

  var EVERY = 1500;
  var box = document.querySelector('[data-progress]');
  if (!box) { return; }
  var bar = box.querySelector('progress');
  var looked = box.querySelector('[data-looked]');
  var total = box.querySelector('[data-total]');

  function count(number) {
    return String(number).replace(/\B(?=(\d{3})+(?!\d))/g, '.');
  }

  function show(found) {
    if (found.status !== box.getAttribute('data-status')) {
      window.location.reload();
      return;
    }
    bar.max = Math.max(found.total, 1);
    bar.value = found.looked;
    looked.textContent = count(found.looked);
    total.textContent = count(found.total);
    window.setTimeout(ask, EVERY);
  }

  function ask() {
    fetch(box.getAttribute('data-progress'), {
      credentials: 'same-origin',
      headers: { 'X-Requested-With': 'fetch' }
    }).then(function (answer) {
      if (!answer.ok) { window.location.reload(); return; }
      answer.json().then(show);
    }, function () {
      window.setTimeout(ask, EVERY * 4);
    });
  }

  window.setTimeout(ask, EVERY);
}());
