/* SPDX-License-Identifier: EUPL-1.2 */
/* Keeps the page of a terminal, and what it is made of, for where there is no network: the network
   first, then what was kept. Nothing else is kept, and nothing of a person is on that page. */
(function () {
  'use strict';
  var KEPT = 'seuil-terminal';

  self.addEventListener('install', function () { self.skipWaiting(); });
  self.addEventListener('activate', function (event) { event.waitUntil(self.clients.claim()); });

  function isKept(url) {
    return url.origin === self.location.origin &&
      (/\/billets\/terminal$/.test(url.pathname) || url.pathname.indexOf('/assets/') === 0);
  }
  function answer(request) {
    return caches.open(KEPT).then(function (cache) {
      return fetch(request).then(function (fresh) {
        if (fresh.ok && !fresh.redirected) cache.put(request.url, fresh.clone());
        return fresh;
      }).catch(function () {
        return cache.match(request.url).then(function (kept) { return kept || Response.error(); });
      });
    });
  }
  self.addEventListener('fetch', function (event) {
    if (event.request.method === 'GET' && isKept(new URL(event.request.url))) {
      event.respondWith(answer(event.request));
    }
  });
}());
