// SPDX-License-Identifier: EUPL-1.2
// A house's provider of OpenID Connect: the certified server oidc-provider, over TLS, with a page of
// its own where somebody says who they are and whether they made a second step.
import { createServer } from 'node:https';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCertificate } from '../certificate.mjs';

const { Provider } = await import('oidc-provider');

function keyPair(kid, type, options, alg) {
  const { privateKey } = generateKeyPairSync(type, options);
  return { privateKey, jwk: { ...privateKey.export({ format: 'jwk' }), kid, alg, use: 'sig' } };
}

const ENTRY = `<!DOCTYPE html><title>Maison</title><form method="post"><label>Qui <input name="who" id="who"></label>
<label><input type="checkbox" name="second" id="second"> deuxième étape</label><button>Entrer</button></form>`;

function bodyOf(request) {
  const pieces = [];
  request.on('data', (piece) => pieces.push(piece));
  return new Promise((done) => request.on('end', () => done(new URLSearchParams(Buffer.concat(pieces).toString()))));
}

/** Says who somebody is; consent is the administrator's, given beforehand. */
async function interact(provider, request, response) {
  const details = await provider.interactionDetails(request, response);
  if (details.prompt.name === 'consent') {
    const grant = new provider.Grant({ accountId: details.session.accountId, clientId: details.params.client_id });
    grant.addOIDCScope('openid');
    return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
  }
  if (request.method === 'GET') return response.setHeader('content-type', 'text/html; charset=utf-8').end(ENTRY);
  const form = await bodyOf(request);
  if (form.get('who') === '') {
    return provider.interactionFinished(request, response, { error: 'access_denied' });
  }
  return provider.interactionFinished(request, response, { login: {
    accountId: form.get('who'), amr: form.has('second') ? ['pwd', 'otp', 'mfa'] : ['pwd'] } });
}

/**
 * Listens at once, and serves from `open(site)` on: it must know where people come back to. Each of
 * its clients signs in another way: "secret" (RS256), "paire" (ES256) and "courbe" (EdDSA).
 */
export async function startProvider(folder) {
  const { key, certificate } = makeCertificate(folder);
  const rsa = keyPair('rsa', 'rsa', { modulusLength: 2048 }, 'RS256');
  const curve = keyPair('ec', 'ec', { namedCurve: 'P-256' }, 'ES256');
  const edwards = keyPair('ed', 'ed25519', {}, 'EdDSA');
  const ours = keyPair('ours', 'ec', { namedCurve: 'P-256' }, 'ES256');
  let answer = (request, response) => response.writeHead(503).end();
  const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) },
    (request, response) => answer(request, response));
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const issuer = `https://localhost:${server.address().port}`;

  const client = (name, site, more) => ({ client_id: name, redirect_uris: [`${site}/entrer/retour/${name}`],
    post_logout_redirect_uris: [`${site}/entrer`], grant_types: ['authorization_code'],
    response_types: ['code'], ...more });
  const configure = (site) => ({
    jwks: { keys: [rsa.jwk, curve.jwk, edwards.jwk] },
    clients: [
      client('secret', site, { client_secret: 'un secret : de 100 % + rien', id_token_signed_response_alg: 'RS256' }),
      client('paire', site, { token_endpoint_auth_method: 'private_key_jwt', id_token_signed_response_alg: 'ES256',
        jwks: { keys: [{ ...ours.jwk, d: undefined }] } }),
      client('courbe', site, { token_endpoint_auth_method: 'client_secret_post', client_secret: 'autre secret',
        id_token_signed_response_alg: 'EdDSA' }),
    ],
    enabledJWA: { idTokenSigningAlgValues: ['RS256', 'ES256', 'EdDSA'] },
    claims: { openid: ['sub', 'amr', 'acr', 'auth_time'] },
    cookies: { keys: ['cookies of a test'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  });
  const asked = { redirected: 0 };
  return {
    issuer,
    certificate,
    asked,
    /** The file of providers of Seuil, which names three clients of this one. */
    file() {
      writeFileSync(join(folder, 'secret'), 'un secret : de 100 % + rien\n');
      writeFileSync(join(folder, 'ours.pem'), ours.privateKey.export({ format: 'pem', type: 'pkcs8' }));
      writeFileSync(join(folder, 'other'), 'autre secret\n');
      const one = (key, more) => [`  - key: ${key}`, `    name: Maison ${key}`, `    issuer: ${issuer}`,
        `    client_id: ${key}`, '    authorities: localhost.pem', '    private: yes',
        ...more.map((line) => `    ${line}`)];
      const path = join(folder, 'providers.yaml');
      writeFileSync(path, ['providers:',
        ...one('secret', ['secret_file: secret', 'second_amr: [mfa]']),
        ...one('paire', ['private_key: ours.pem', 'key_id: ours', 'max_age: 0']),
        ...one('courbe', ['secret_file: other']),
        ...one('ailleurs', ['secret_file: other']).map((line) => line.replace(issuer, `${issuer}/ailleurs`)),
        ...one('enorme', ['secret_file: other']).map((line) => line.replace(issuer, `${issuer}/enorme`)),
        ''].join('\n'));
      return path;
    },
    open(site) {
      const provider = new Provider(issuer, configure(site));
      const callback = provider.callback();
      answer = (request, response) => {
        if (request.url.startsWith('/interaction/')) {
          return interact(provider, request, response).catch((error) => response.writeHead(500).end(String(error)));
        }
        if (request.url.startsWith('/ailleurs/')) return response.writeHead(302, { location: `${issuer}/redirected` }).end();
        if (request.url === '/redirected') asked.redirected++;
        if (request.url.startsWith('/enorme/')) return response.end(`{"issuer":"${'x'.repeat(1 << 24)}"}`);
        return callback(request, response);
      };
    },
    stop() {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}
