/* SPDX-License-Identifier: EUPL-1.2 */
/* What the page of the desk does by itself where a script may run; all of it works without. */
(function () {
  'use strict';
  var EVERY = 20000;
  var queue = document.getElementById('queue');

  /* The queue, fetched anew while the page is looked at and nobody is busy in it. */
  function isBusy() {
    return document.hidden || queue.querySelector('details[open]') !== null;
  }
  function refresh() {
    if (isBusy()) return;
    fetch(queue.dataset.fragment, { credentials: 'same-origin', redirect: 'error' })
      .then(function (answer) { return answer.ok ? answer.text() : null; })
      .then(function (html) {
        if (html === null || isBusy()) return;
        var held = queue.contains(document.activeElement) ? document.activeElement : null;
        var at = held ? Array.prototype.indexOf.call(queue.querySelectorAll('a, button, summary'), held) : -1;
        queue.innerHTML = html;
        if (at >= 0) {
          var all = queue.querySelectorAll('a, button, summary');
          if (all.length > 0) all[Math.min(at, all.length - 1)].focus();
        }
      })
      .catch(function () { /* the next one may get through; the link is there */ });
  }
  if (queue) {
    setInterval(refresh, EVERY);
    document.addEventListener('visibilitychange', refresh);
  }

  /* Single keys, which can be turned off (WCAG 2.1.4) and never act while somebody writes. */
  var box = document.getElementById('shortcuts');
  function areOn() { return !box || box.checked; }
  if (box) {
    box.closest('.shortcuts').hidden = false;
    try { box.checked = localStorage.getItem('seuil.shortcuts') !== 'off'; } catch (refused) { /* private window */ }
    box.addEventListener('change', function () {
      try { localStorage.setItem('seuil.shortcuts', box.checked ? 'on' : 'off'); } catch (refused) { /* the same */ }
      document.documentElement.classList.toggle('quiet-keys', !box.checked);
    });
    document.documentElement.classList.toggle('quiet-keys', !box.checked);
  }
  function writes(element) {
    return /^(TEXTAREA|SELECT)$/.test(element.tagName) ||
      (element.tagName === 'INPUT' && !/^(checkbox|radio|submit|button)$/.test(element.type));
  }
  function press(target) {
    if (target.type === 'checkbox') {
      target.checked = !target.checked;
      target.focus();
    } else if (target.tagName === 'INPUT') {
      target.focus();
    } else if (target.tagName === 'SUMMARY') {
      target.parentElement.open = true;
      var first = target.parentElement.querySelector('input:not([type=hidden])');
      if (first) first.focus();
    } else {
      target.click();
    }
  }
  document.addEventListener('keydown', function (event) {
    if (event.defaultPrevented || event.altKey || event.metaKey) return;
    var key = event.key.toLowerCase();
    if (event.ctrlKey) {
      if (key !== 'enter') return;
      key = 'ctrl+enter';
    } else if (!areOn() || writes(event.target)) {
      return;
    }
    var target = key === '/' ? document.getElementById('find')
      : document.querySelector('[data-key="' + (window.CSS ? CSS.escape(key) : key) + '"]');
    if (!target) return;
    event.preventDefault();
    press(target);
  });
}());
