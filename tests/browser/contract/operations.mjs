// SPDX-License-Identifier: EUPL-1.2
export const cases = [
  ['/api/v1/health', 'get', '/api/v1/health', null, 200],
];
