/* Looks for duplicates when a compared field is left, and with the button, without leaving the page. */
(function () {
  'use strict';

  var panel = document.querySelector('[data-duplicates]');
  var form = document.getElementById('bieu-mau');
  if (!panel || !form || !window.fetch || !window.FormData) { return; }

  var address = panel.getAttribute('data-duplicates');
  var watched = panel.getAttribute('data-watch').split(' ');
  var place = panel.querySelector('[data-found]');
  var last = '';
  var number = 0;

  function typed() {
    return watched.map(function (name) {
      var control = form.elements[name];
      return control && control.value ? control.value.trim() : '';
    });
  }

  function look() {
    var values = typed();
    var body = new FormData();
    last = values.join('\n');
    watched.forEach(function (name, index) { body.append(name, values[index]); });
    panel.querySelectorAll('input[name^="_trung-"]').forEach(function (control) {
      if (control.type === 'hidden' || control.checked) { body.append(control.name, control.value); }
    });
    if (form.elements.chuyen) { body.append('chuyen', form.elements.chuyen.value); }
    body.append('_csrf', form.elements._csrf.value);
    number += 1;
    var mine = number;
    window.fetch(address, {
      method: 'POST',
      body: body,
      credentials: 'same-origin',
      headers: { 'X-Requested-With': 'fetch' }
    }).then(function (response) {
      if (!response.ok) { throw new Error(String(response.status)); }
      return response.text();
    }).then(function (found) {
      if (mine === number) { place.innerHTML = found; }
    }).catch(function () {
      last = '';  /* the next field that is left tries again */
    });
  }

  form.addEventListener('focusout', function (event) {
    if (watched.indexOf(event.target.name) < 0 || typed().join('\n') === last) { return; }
    look();
  });

  var button = panel.querySelector('[data-look]');
  button.addEventListener('click', function (event) {
    event.preventDefault();
    look();
  });

  last = typed().join('\n');
  if (typed().some(Boolean) && !place.querySelector('.plain-list')) { look(); }
}());
