/* Forms: fields that depend on an answer, and rows of a list. The server decides the same way. */
(function () {
  'use strict';

  function all(selector, root) {
    return Array.prototype.slice.call((root || document).querySelectorAll(selector));
  }

  function answerOf(field) {
    var chosen = field.querySelector('input[type=radio]:checked, input[type=checkbox]:checked');
    if (chosen) { return chosen.value; }
    if (field.querySelector('input[type=radio]')) { return ''; }
    if (field.querySelector('input[type=checkbox]')) { return 'no'; }
    var control = field.querySelector('input, select, textarea');
    return control ? control.value.trim() : '';
  }

  function holds(condition, answers) {
    return condition.some(function (alternative) {
      return alternative.every(function (comparison) {
        var is = (answers[comparison[0]] || '') === comparison[2];
        return comparison[1] === '=' ? is : !is;
      });
    });
  }

  /* from top to bottom: a hidden field counts as unanswered for those below it */
  function arrange(form) {
    var answers = {};
    all('[data-field]', form).forEach(function (field) {
      var condition = field.getAttribute('data-hidden-when');
      field.hidden = Boolean(condition) && holds(JSON.parse(condition), answers);
      if (!field.hidden) { answers[field.getAttribute('data-field')] = answerOf(field); }
    });
    all('[data-part]', form).forEach(function (part) {
      part.hidden = !part.querySelector('[data-field]:not([hidden])');
    });
    var number = 0;
    all('[data-part]:not([hidden]) > h2 > .nr', form).forEach(function (place) {
      number += 1;
      place.textContent = String(number);
    });
  }

  all('form[data-typed]').forEach(function (form) {
    form.addEventListener('change', function () { arrange(form); });
    arrange(form);
  });

  /* one more row: the last one without its answers, numbered on */
  function addRow(table) {
    var rows = all('tbody > tr', table);
    var most = Number(table.getAttribute('data-most')) || 100;
    if (rows.length >= most) { return; }
    var row = rows[rows.length - 1].cloneNode(true);
    var key = table.getAttribute('data-rows');
    var from = key + '-' + (rows.length - 1) + '-';
    var to = key + '-' + rows.length + '-';
    all('[name], [id], [for]', row).forEach(function (element) {
      ['name', 'id', 'for'].forEach(function (attribute) {
        var value = element.getAttribute(attribute);
        if (value) { element.setAttribute(attribute, value.replace(from, to)); }
      });
    });
    all('[aria-label]', row).forEach(function (element) {
      var label = element.getAttribute('aria-label');
      element.setAttribute('aria-label', label.replace(/\d+$/, String(rows.length + 1)));
    });
    all('input, select, textarea', row).forEach(function (control) {
      control.removeAttribute('aria-invalid');
      if (/^(radio|checkbox)$/.test(control.type)) { control.checked = false; } else { control.value = ''; }
    });
    all('.why-bad', row).forEach(function (message) { message.parentNode.removeChild(message); });
    all('.field--bad', row).forEach(function (cell) { cell.classList.remove('field--bad'); });
    table.querySelector('tbody').appendChild(row);
    var first = row.querySelector('input, select, textarea');
    if (first) { first.focus(); }
  }

  all('[data-add-row]').forEach(function (button) {
    button.addEventListener('click', function () {
      addRow(document.querySelector('[data-rows="' + button.getAttribute('data-add-row') + '"]'));
    });
  });
}());
