// SPDX-License-Identifier: EUPL-1.2
export const cases = [
  ['/api/v1/identifiers/verify', 'post', '/api/v1/identifiers/verify', { kind: 'niss', value: '68.32.13-160.35' }, 200],
  ['/api/v1/identifiers/verify', 'post', '/api/v1/identifiers/verify?lang=nl', { kind: 'bce', value: 'BE0744360776' }, 200],
  ['/api/v1/identifiers/verify', 'post', '/api/v1/identifiers/verify', { kind: 'phone', value: '04/222.36.16' }, 200],
  ['/api/v1/identifiers/verify', 'post', '/api/v1/identifiers/verify', { kind: 'iban', value: '' }, 200],
  ['/api/v1/identifiers/verify', 'post', '/api/v1/identifiers/verify', { kind: 'passport', value: '1' }, 400],
];
