// SPDX-License-Identifier: EUPL-1.2
export const cases = [
  ['/api/v1/devices/{id}/state', 'get', '/api/v1/devices/00000000-0000-7000-8000-000000000001/state', null, 404],
];
