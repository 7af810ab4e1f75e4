/* SPDX-License-Identifier: EUPL-1.2 */
/* The terminal that redeems without a network (docs/reference/tickets.md): it holds the mandate of the
   day, verifies square codes by itself, takes uses under the mandate, and brings them back. */
(function () {
  'use strict';
  var root = document.getElementById('terminal');
  if (!root || !window.indexedDB || !navigator.serviceWorker) return;
  var CODE = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
  var BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  var BODY = 45, TOKEN = 109, LENGTH = 177; /* bytes of the body, of all, characters of the text */

  function part(name) { return root.querySelector('[data-part=' + name + ']'); }
  function words(key) {
    var item = root.querySelector('[data-words=' + key + ']');
    return item ? item.textContent : key;
  }
  function tell(key, tone) {
    part('verdict').textContent = words(key);
    part('verdict').className = 'tag ' + tone;
  }

  /* ------------------------------------------------------- what is kept, in one record */
  function open() {
    return new Promise(function (resolve, reject) {
      var asked = indexedDB.open('seuil-terminal', 1);
      asked.onupgradeneeded = function () { asked.result.createObjectStore('kept'); };
      asked.onsuccess = function () { resolve(asked.result); };
      asked.onerror = function () { reject(asked.error); };
    });
  }
  /* Changes the record in one transaction: of two taps at once the second sees the first. */
  function change(how) {
    return open().then(function (store) {
      return new Promise(function (resolve, reject) {
        var act = store.transaction('kept', 'readwrite');
        var kept = act.objectStore('kept');
        var result;
        kept.get('state').onsuccess = function (event) {
          var state = event.target.result || { mandate: null, uses: [], past: [] };
          result = how(state);
          kept.put(state, 'state');
        };
        act.oncomplete = function () { store.close(); resolve(result); };
        act.onerror = function () { store.close(); reject(act.error); };
      });
    });
  }

  /* ------------------------------------------------------------------------- codes */
  function spoken(typed) {
    var letters = typed.toUpperCase().replace(/[\s-]/g, '');
    var sum = 0;
    for (var i = 0; i < letters.length; i++) {
      var value = CODE.indexOf(letters[i]);
      if (value < 0) return null;
      sum += (i + 1) * value;
    }
    return letters.length === 9 && sum % 31 === 0 ? letters : null;
  }
  function decode(typed) {
    var bytes = new Uint8Array(TOKEN), count = 0, kept = 0, bits = 0;
    if (typed.length !== LENGTH || typed.slice(0, 2) !== 'S1') return null;
    for (var i = 2; i < typed.length; i++) {
      var value = BASE32.indexOf(typed[i]);
      if (value < 0) return null;
      kept = (kept << 5) | value;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes[count++] = kept >> bits;
        kept &= (1 << bits) - 1;
      }
    }
    return kept === 0 ? bytes : null;
  }
  function hex(bytes) {
    return Array.prototype.map.call(bytes, function (byte) { return ('0' + byte.toString(16)).slice(-2); }).join('');
  }
  function unhex(text) {
    return new Uint8Array(text.match(/../g).map(function (pair) { return parseInt(pair, 16); }));
  }
  function id(bytes) {
    return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }
  function number(bytes, at) {
    return new DataView(bytes.buffer).getInt32(at);
  }
  function message(territory, body) {
    var head = new TextEncoder().encode('seuil ticket\0' + territory + '\0');
    var whole = new Uint8Array(head.length + body.length);
    whole.set(head);
    whole.set(body, head.length);
    return whole;
  }
  /* The ticket a square code is signed for. Rejects where this browser cannot verify. */
  function verify(mandate, bytes) {
    var key = mandate.keys.filter(function (one) { return one.name === hex(bytes.slice(0, 4)); })[0];
    if (!key) return Promise.resolve(null);
    return crypto.subtle.importKey('raw', unhex(key.key), { name: 'Ed25519' }, false, ['verify'])
      .then(function (open) {
        return crypto.subtle.verify({ name: 'Ed25519' }, open, bytes.slice(BODY), message(mandate.territory, bytes.slice(0, BODY)));
      })
      .then(function (isOurs) {
        return !isOurs ? null : { key: id(bytes.slice(4, 20)), convention: id(bytes.slice(20, 36)),
          until: number(bytes, 36), worth: number(bytes, 40), isCents: bytes[44] === 1 };
      });
  }

  /* ---------------------------------------------------------------------- redeeming */
  function today() {
    return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Brussels' }).format(new Date());
  }
  function newId() {
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    new DataView(bytes.buffer).setUint32(0, Math.floor(Date.now() / 0x10000));
    new DataView(bytes.buffer).setUint16(4, Date.now() % 0x10000);
    bytes[6] = 0x70 | (bytes[6] & 15);
    bytes[8] = 0x80 | (bytes[8] & 63);
    return id(bytes);
  }
  function spent(state, key) {
    return state.uses.concat(state.past).reduce(function (sum, use) {
      return use.key === key ? sum + use.amount : sum;
    }, 0);
  }
  /* What stands against it; empty for nothing. A spoken code knows neither worth nor convention. */
  function against(state, ticket, amount) {
    var mandate = state.mandate;
    var taken = state.uses.concat(state.past).filter(function (use) { return use.day === mandate.day; });
    if (mandate.day !== today()) return 'mandate';
    if (taken.length >= mandate.daily) return 'ceiling';
    if (mandate.blocked.indexOf(ticket.key) >= 0) return 'blocked';
    if (ticket.convention && !mandate.conventions.some(function (one) { return one.id === ticket.convention; })) return 'other';
    if (ticket.until && ticket.until < Math.floor(Date.parse(today()) / 86400000)) return 'expired';
    return ticket.worth !== 0 && spent(state, ticket.key) + amount > ticket.worth ? 'used' : '';
  }
  function take(typed, ticket, amount, key) {
    return change(function (state) {
      var wrong = against(state, ticket, amount);
      if (wrong === '') {
        state.uses.push({ id: newId(), ticket: typed, amount: amount, at: new Date().toISOString(),
          day: state.mandate.day, key: ticket.key });
      }
      return wrong;
    }).then(function (wrong) {
      tell(wrong || key, wrong ? 'closed' : key === 'redeemed' ? 'open' : 'wait');
      return show();
    });
  }
  function cents(typed) {
    var found = /^\s*(\d{1,6})(?:[.,](\d{1,2}))?\s*$/.exec(typed);
    return found ? Number(found[1]) * 100 + Number(((found[2] || '') + '00').slice(0, 2)) : 0;
  }
  function redeem(typed) {
    var code = spoken(typed), bytes = decode(typed);
    var sum = cents(part('amount').value);
    return change(function (state) { return state.mandate; }).then(function (mandate) {
      if (!mandate) return tell('mandate', 'closed');
      if (!bytes) {
        return code ? take(typed, { key: code, worth: sum || 1 }, sum || 1, 'waits') : tell('unknown', 'closed');
      }
      return verify(mandate, bytes).then(function (ticket) {
        if (!ticket) return tell('forged', 'closed');
        if (ticket.isCents && !sum) return tell('amount', 'closed');
        return take(typed, ticket, ticket.isCents ? sum : 1, 'redeemed');
      }, function () {
        return take(typed, { key: hex(bytes.slice(4, 20)), worth: sum || 1 }, sum || 1, 'waits');
      });
    });
  }

  /* ------------------------------------------------------------------ showing, bringing */
  function show() {
    return change(function (state) { return state; }).then(function (state) {
      var list = part('uses');
      list.textContent = '';
      state.past.concat(state.uses).slice(-50).reverse().forEach(function (use) {
        var item = document.createElement('li');
        item.textContent = use.at.slice(11, 16) + ' · ' + words(use.result || 'unsent');
        list.appendChild(item);
      });
      part('ready').textContent = state.mandate && state.mandate.day === today()
        ? words('ready') + ' ' + (state.mandate.daily - state.uses.concat(state.past).filter(function (use) {
          return use.day === state.mandate.day; }).length) : words('mandate');
      part('redeem').hidden = !state.mandate;
      part('bring').hidden = state.uses.length === 0;
    });
  }
  function bring() {
    return change(function (state) { return state; }).then(function (state) {
      if (state.uses.length === 0 || !navigator.onLine) return null;
      var form = new URLSearchParams();
      form.set('token', root.dataset.token);
      form.set('report', JSON.stringify({ terminal: state.mandate.terminal, day: state.mandate.day,
        daily: state.mandate.daily, signature: state.mandate.signature,
        uses: state.uses.slice(0, 200).map(function (use) {
          return { id: use.id, ticket: use.ticket, amount: use.amount, at: use.at };
        }) }));
      return fetch(root.dataset.bring, { method: 'POST', credentials: 'same-origin', redirect: 'error', body: form })
        .then(function (answer) { return answer.ok ? answer.json() : Promise.reject(answer.status); })
        .then(function (told) {
          return change(function (now) {
            told.answers.forEach(function (one) {
              now.uses.filter(function (use) { return use.id === one.id; }).forEach(function (use) {
                use.result = one.result;
                now.past.push(use);
              });
              now.uses = now.uses.filter(function (use) { return use.id !== one.id; });
            });
          });
        })
        .then(show);
    }).catch(function () { tell('later', 'wait'); });
  }
  /* The page and its parts are fetched once more, through the worker that keeps them. */
  function keepPage() {
    var parts = Array.prototype.map.call(document.querySelectorAll('link[rel=stylesheet], script[src]'),
      function (one) { return one.href || one.src; });
    return Promise.all([location.pathname].concat(parts).map(function (address) { return fetch(address); }));
  }
  function prepare() {
    return bring().then(function () { return fetch(root.dataset.mandate.replace('ID', part('which').value), { credentials: 'same-origin' }); })
      .then(function (answer) { return answer.ok ? answer.json() : Promise.reject(answer.status); })
      .then(function (mandate) {
        return change(function (state) {
          if (!state.mandate || state.mandate.day !== mandate.day) state.past = [];
          state.mandate = mandate;
        });
      })
      .then(keepPage).then(show)
      .then(function () { tell('ready_now', 'open'); })
      .catch(function () { tell('later', 'wait'); });
  }

  part('prepare').addEventListener('submit', function (event) { event.preventDefault(); prepare(); });
  part('redeem').addEventListener('submit', function (event) {
    event.preventDefault();
    var typed = part('ticket').value.trim();
    part('ticket').value = '';
    redeem(typed);
  });
  part('bring').addEventListener('click', bring);
  window.addEventListener('online', bring);
  navigator.serviceWorker.register(root.dataset.worker).then(function () {
    root.hidden = false;
    return show();
  });
}());
