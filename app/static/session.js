/* Warns before the session is over, and takes the page away when it is. Without this file the
   next page says that the session has ended. The server alone knows how long is left: another
   window may have been used, or the session ended from elsewhere. */
(function () {
  'use strict';

  var ASK_AGAIN = 20;

  var box = document.querySelector('[data-session]');
  if (!box || !window.fetch) { return; }

  var text = box.querySelector('[data-session-text]');
  var extend = box.querySelector('[data-session-extend]');
  var again = box.querySelector('[data-session-again]');
  var title = document.title;
  var hasUnsaved = false;
  var timer = null;
  var nextAt = 0;

  function later(seconds) {
    window.clearTimeout(timer);
    nextAt = Date.now() + seconds * 1000;
    timer = window.setTimeout(ask, seconds * 1000);
  }

  function hide() {
    box.hidden = true;
    document.title = title;
  }

  function say(words) {
    if (text.textContent !== words) { text.textContent = words; }
    box.hidden = false;
  }

  function time(seconds) {
    return seconds < 60 ? 'chưa đầy một phút' : Math.ceil(seconds / 60) + ' phút';
  }

  function plan(left) {
    if (left.warn > 0) {
      hide();
      later(left.warn);
      return;
    }
    extend.hidden = !left.extends;
    document.title = 'Sắp hết phiên - ' + title;
    say(left.extends
      ? 'Phiên làm việc sẽ hết sau ' + time(left.seconds) + ' vì không có thao tác.'
      : 'Phiên làm việc sẽ hết sau ' + time(left.seconds) + ' vì đã đủ thời gian cho một lần đăng nhập. Lưu phần đang làm rồi đăng nhập lại.');
    later(Math.max(1, Math.min(ASK_AGAIN, left.seconds)));
  }

  /* the page holds what others must not read on a machine left alone; but what was typed where
     no draft is kept stays, and can be sent after signing in again in another window */
  function over() {
    window.clearTimeout(timer);
    if (!hasUnsaved) {
      window.location.replace(window.location.href.split('#')[0]);
      return;
    }
    extend.hidden = true;
    again.hidden = false;
    document.title = 'Đã hết phiên - ' + title;
    say('Phiên làm việc đã hết. Phần đang nhập còn ở trang này: đăng nhập lại ở thẻ mới, rồi trở về đây bấm gửi.');
  }

  function answered(response) {
    if (response.status === 401) { over(); return null; }
    if (!response.ok) { throw new Error(String(response.status)); }
    return response.json().then(plan);
  }

  function ask() {
    window.fetch(box.getAttribute('data-session'), {
      credentials: 'same-origin',
      headers: { 'X-Requested-With': 'fetch' }
    }).then(answered).catch(function () { later(ASK_AGAIN); });
  }

  extend.addEventListener('submit', function (event) {
    event.preventDefault();
    window.fetch(extend.action, {
      method: 'POST',
      body: new FormData(extend),
      credentials: 'same-origin',
      headers: { 'X-Requested-With': 'fetch' }
    }).then(answered).catch(function () { later(1); });
  });

  document.addEventListener('input', function (event) {
    var form = event.target.form;
    if (!form || form.method !== 'post' || form.getAttribute('role') === 'search') { return; }
    if (event.target.type === 'file' || !form.hasAttribute('data-draft')) { hasUnsaved = true; }
  });

  /* a machine that slept, or a window in the background, counts no seconds */
  document.addEventListener('visibilitychange', function () {
    if (!document.hidden && Date.now() > nextAt) { ask(); }
  });

  later(Number(box.getAttribute('data-warn')));
}());
