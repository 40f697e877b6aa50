// SPDX-License-Identifier: Apache-2.0

const DAY = 86_400;

/** The ISO 8601 week that an instant (seconds since 1970, UTC) lies in, such as `2026-W47`. */
export function isoWeekOf(seconds: number): string {
  const day = Math.floor(seconds / DAY);
  const weekday = (((day + 3) % 7) + 7) % 7; // Monday is 0; day 0 was a Thursday
  const thursday = day - weekday + 3; // a week belongs to the year of its Thursday
  const year = new Date(thursday * DAY * 1000).getUTCFullYear();
  const firstDay = Date.UTC(year, 0, 1) / (DAY * 1000);
  const week = Math.floor((thursday - firstDay) / 7) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}
