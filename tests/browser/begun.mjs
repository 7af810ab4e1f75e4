// SPDX-License-Identifier: EUPL-1.2
const local = () => new Date().toLocaleString('sv', { timeZone: 'Europe/Brussels' });

/** Twelve hours of today that have begun and last for a while yet, as the hours of a unit and as its slot. The last minutes
 * of a day are waited out: nothing that begins in them is still open when a journey comes to it. */
export async function begunSlot() {
  while (local().slice(11, 16) >= '23:57') await new Promise((done) => setTimeout(done, 1000));
  const [today, clock] = local().split(' ');
  const hour = Math.min(Math.max(Number(clock.slice(0, 2)) - 1, 0), 12);
  const two = (number) => String(number).padStart(2, '0');
  return { today, hours: `Mo-Su ${two(hour)}:00-${two(hour + 12)}:00`, slot: `${today}T${two(hour)}:00` };
}
