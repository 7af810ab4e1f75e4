/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads the square code of a ticket with the camera, where the browser itself can: the button shows by this alone, and the
 * code can always be typed. No picture leaves the device. */
(function () {
  'use strict';
  var button = document.getElementById('camera');
  var video = document.getElementById('seen');
  var said = document.getElementById('camera-said');
  var field = document.getElementById('ticket');
  var stream = null;
  if (!button || !window.BarcodeDetector || !navigator.mediaDevices) return;

  function stop() {
    if (stream) stream.getTracks().forEach(function (track) { track.stop(); });
    stream = null;
    video.hidden = true;
    button.textContent = button.dataset.start;
  }
  function look(detector) {
    if (!stream) return;
    detector.detect(video).then(function (codes) {
      if (!stream) return;
      if (codes.length > 0 && codes[0].rawValue) {
        stop();
        field.value = codes[0].rawValue;
        field.form.requestSubmit();
        return;
      }
      requestAnimationFrame(function () { look(detector); });
    }, function () { stop(); said.textContent = said.dataset.failed; });
  }
  function start() {
    said.textContent = '';
    navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }).then(function (given) {
      stream = given;
      video.srcObject = given;
      video.hidden = false;
      button.textContent = button.dataset.stop;
      return video.play().then(function () { look(new window.BarcodeDetector({ formats: ['qr_code'] })); });
    }).catch(function () { stop(); said.textContent = said.dataset.failed; });
  }
  window.BarcodeDetector.getSupportedFormats().then(function (formats) {
    if (formats.indexOf('qr_code') < 0) return;
    button.hidden = false;
    button.addEventListener('click', function () { if (stream) stop(); else start(); });
    window.addEventListener('pagehide', stop);
  }, function () {});
}());
