/* SPDX-License-Identifier: EUPL-1.2 */
/* What only a browser can do: ask a device for a passkey. The forms that need it show by this. */
(function () {
  'use strict';
  var can = Boolean(window.PublicKeyCredential && navigator.credentials);
  if (!can) return;
  function show(part, on) {
    Array.prototype.forEach.call(document.querySelectorAll('[data-passkey="' + part + '"]'), function (one) {
      one.hidden = !on;
    });
  }
  show('can', true);
  show('cannot', false);
  var form = document.querySelector('form[data-options]');
  if (!form) return;

  function bytes(text) {
    return Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), function (one) { return one.charCodeAt(0); });
  }
  function text(buffer) {
    return btoa(String.fromCharCode.apply(null, new Uint8Array(buffer)))
      .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  }
  function known(list) {
    return (list || []).map(function (one) { return { type: one.type, id: bytes(one.id) }; });
  }
  function question() {
    var options = JSON.parse(form.dataset.options);
    options.challenge = bytes(options.challenge);
    options.excludeCredentials = known(options.excludeCredentials);
    options.allowCredentials = known(options.allowCredentials);
    if (options.user) options.user.id = bytes(options.user.id);
    return { publicKey: options };
  }
  function send(key) {
    var answer = { id: key.id, type: key.type, response: {} };
    ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle'].forEach(function (name) {
      if (key.response[name]) answer.response[name] = text(key.response[name]);
    });
    form.elements.answer.value = JSON.stringify(answer);
    form.submit();
  }
  function ask() {
    var isNew = form.dataset.kind === 'create';
    show('failed', false);
    show('known', false);
    (isNew ? navigator.credentials.create(question()) : navigator.credentials.get(question())).then(send, function (why) {
      show(isNew && why.name === 'InvalidStateError' ? 'known' : 'failed', true);
    });
  }
  form.addEventListener('submit', function (event) {
    event.preventDefault();
    ask();
  });
  /* To use one was asked for a moment ago; to make one, browsers want to see a hand. */
  if (form.dataset.kind === 'get') ask();
}());
