/* Picking rows to give out: all at once, and how many. The page works without this file. */
(function () {
  'use strict';

  var picks = Array.prototype.slice.call(document.querySelectorAll('[data-pick]'));
  var all = document.querySelector('[data-pick-all]');
  var said = document.querySelector('[data-picked]');
  if (!picks.length || !all) { return; }

  function tell() {
    var number = picks.filter(function (pick) { return pick.checked; }).length;
    all.checked = number === picks.length;
    if (said) { said.textContent = number + ' việc'; }
  }

  all.addEventListener('change', function () {
    picks.forEach(function (pick) { pick.checked = all.checked; });
    tell();
  });
  picks.forEach(function (pick) { pick.addEventListener('change', tell); });
  tell();
}());
