// SPDX-License-Identifier: EUPL-1.2
// A hospital's own server, over TLS with a certificate of its own authority: it keeps what it is
// told, and answers as a test says.
import { createServer } from 'node:https';
import { readFileSync } from 'node:fs';
import { makeCertificate } from '../certificate.mjs';

/** What one notice says, by the names of its parameters. */
export function readNotice(body) {
  const status = body.entry[0].resource;
  const said = Object.fromEntries(status.parameter.filter((one) => one.name !== 'notification-event')
    .map((one) => [one.name, Object.entries(one).find(([key]) => key !== 'name')[1]]));
  const events = status.parameter.filter((one) => one.name === 'notification-event').map((one) => {
    const part = Object.fromEntries(one.part.map((piece) => [piece.name, piece]));
    return { number: Number(part['event-number'].valueString), focus: part.focus?.valueReference.reference };
  });
  return { ...said, events, named: body.entry.slice(1) };
}

export async function startReceiver(folder) {
  const { key, certificate } = makeCertificate(folder);
  const receiver = { certificate, notices: [], answer: 200, held: [] };
  const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (request, response) => {
    const pieces = [];
    request.on('data', (piece) => pieces.push(piece));
    request.on('end', () => {
      const text = Buffer.concat(pieces).toString();
      receiver.notices.push({ path: request.url, headers: request.headers, text, ...readNotice(JSON.parse(text)) });
      if (receiver.answer === 'never') {
        receiver.held.push(response);
        return;
      }
      response.writeHead(receiver.answer, { location: `https://localhost:${receiver.port}/elsewhere` }).end();
    });
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  receiver.port = server.address().port;
  receiver.of = (path) => receiver.notices.filter((notice) => notice.path === path);
  receiver.stop = () => {
    for (const response of receiver.held) response.destroy();
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  return receiver;
}
