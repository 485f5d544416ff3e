/* A file is looked at before it is sent: a wrong one costs minutes on a slow line. */
(function () {
  'use strict';

  var MEGABYTE = 1024 * 1024;

  function all(files) { return Array.prototype.slice.call(files); }

  function size(bytes) {
    if (bytes < MEGABYTE) { return Math.max(1, Math.round(bytes / 1024)) + ' KB'; }
    return String(Math.round(bytes / MEGABYTE * 10) / 10).replace('.', ',') + ' MB';
  }

  function problem(file, most) {
    if (!/\.pdf$/i.test(file.name)) {
      return 'Tệp phải là PDF. Tệp "' + file.name + '" chưa được chọn';
    }
    if (file.size > most) {
      return 'Tệp "' + file.name + '" nặng ' + size(file.size) + ', tối đa ' + size(most) +
        '. Quét lại nhẹ hơn hoặc chia thành nhiều tệp';
    }
    return '';
  }

  function show(field, text) {
    var message = field.querySelector('.why-bad');
    field.classList.toggle('field--bad', Boolean(text));
    if (!text) {
      if (message) { message.parentNode.removeChild(message); }
      return;
    }
    if (!message) {
      message = document.createElement('div');
      message.className = 'why-bad';
      message.setAttribute('role', 'alert');
      field.insertBefore(message, field.querySelector('[data-upload]'));
    }
    message.textContent = text;
  }

  Array.prototype.forEach.call(document.querySelectorAll('[data-upload]'), function (box) {
    var input = box.querySelector('input[type=file]');
    var chosen = box.querySelector('[data-chosen]');
    var most = Number(box.getAttribute('data-max-bytes'));
    input.addEventListener('change', function () {
      var text = all(input.files).map(function (file) { return problem(file, most); })
        .filter(Boolean)[0] || '';
      show(box.parentNode, text);
      if (text) { input.value = ''; }
      chosen.textContent = all(input.files).map(function (file) {
        return file.name + ' · ' + size(file.size);
      }).join('; ') || 'chưa có tệp';
    });
  });
}());
