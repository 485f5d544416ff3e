/* Keeps what is typed: after ten quiet seconds, on leaving a field, and with the button. */
(function () {
  'use strict';

  var QUIET = 10000;
  var form = document.querySelector('form[data-draft]');
  if (!form || !window.fetch || !window.FormData) { return; }

  var address = form.getAttribute('data-draft');
  var state = document.querySelector('[data-draft-state]');
  var memory = 'nhap:' + address;
  var timer = null;
  var isDirty = false;
  var isLeaving = false;
  var isSignedOut = false;

  function say(text) {
    if (state) { state.textContent = text; }
  }

  /* what was typed as pairs of name and value; files cannot be kept */
  function typed() {
    var pairs = [];
    Array.prototype.forEach.call(form.elements, function (control) {
      if (!control.name || control.name.charAt(0) === '_' || control.type === 'file') { return; }
      if (/^(radio|checkbox)$/.test(control.type) && !control.checked) { return; }
      if (/^(submit|button)$/.test(control.type)) { return; }
      pairs.push([control.name, control.value]);
    });
    return pairs;
  }

  function remember(pairs) {
    try { window.sessionStorage.setItem(memory, JSON.stringify(pairs)); } catch (error) { /* full or forbidden */ }
  }

  function forget() {
    try { window.sessionStorage.removeItem(memory); } catch (error) { /* forbidden */ }
  }

  function keep() {
    window.clearTimeout(timer);
    if (!isDirty || isLeaving) { return; }
    var pairs = typed();
    var body = new FormData();
    pairs.forEach(function (pair) { body.append(pair[0], pair[1]); });
    body.append('_csrf', form.elements._csrf.value);
    if (form.elements._token) { body.append('_token', form.elements._token.value); }
    isDirty = false;
    window.fetch(address, {
      method: 'POST',
      body: body,
      credentials: 'same-origin',
      headers: { 'X-Requested-With': 'fetch' }
    }).then(function (response) {
      if (response.status === 401) {
        remember(pairs);
        isSignedOut = true;
        say('Phiên làm việc đã hết. Phần nhập còn giữ ở trang này: bấm nút chính hoặc Lưu nháp để đăng nhập lại và làm tiếp');
        return null;
      }
      if (!response.ok) { throw new Error(String(response.status)); }
      return response.json();
    }).then(function (answer) {
      if (!answer || !answer.saved_at || isDirty) { return; }
      forget();
      say('Đã lưu nháp lúc ' + answer.saved_at + ', chỉ mình bạn thấy');
    }).catch(function () {
      isDirty = true;
      remember(pairs);
      say('Chưa lưu nháp được, Hệ thống sẽ thử lại. Phần nhập còn ở trang này');
      timer = window.setTimeout(keep, QUIET);
    });
  }

  function restore() {
    var pairs = null;
    try { pairs = JSON.parse(window.sessionStorage.getItem(memory)); } catch (error) { pairs = null; }
    if (!pairs || form.hasAttribute('data-has-draft')) { forget(); return; }
    pairs.forEach(function (pair) {
      var controls = form.elements[pair[0]];
      if (!controls) { return; }
      Array.prototype.forEach.call(controls.tagName ? [controls] : controls, function (control) {
        if (/^(radio|checkbox)$/.test(control.type)) {
          control.checked = control.checked || control.value === pair[1];
        } else if (!control.value) {
          control.value = pair[1];
        }
      });
    });
    forget();
    say('Đã lấy lại phần nhập dở của trang này');
    form.dispatchEvent(new Event('change', { bubbles: true }));
  }

  form.addEventListener('input', function () {
    isDirty = true;
    say('Chưa lưu nháp');
    window.clearTimeout(timer);
    timer = window.setTimeout(keep, QUIET);
  });
  form.addEventListener('change', function () { isDirty = true; });
  form.addEventListener('focusout', keep);
  form.addEventListener('submit', function () { isLeaving = true; window.clearTimeout(timer); });
  window.addEventListener('pageshow', function () { isLeaving = false; });

  /* the button saves without leaving the page, so that chosen files stay chosen;
     once the session is over it is sent as any form, and leads to the sign-in */
  var button = document.querySelector('[data-keep-draft]');
  if (button) {
    button.addEventListener('click', function (event) {
      if (isSignedOut) { return; }
      event.preventDefault();
      isDirty = true;
      keep();
    });
  }

  restore();
}());
