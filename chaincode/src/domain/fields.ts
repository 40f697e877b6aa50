// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';

/** Fields that many schemas use. All numbers are integers; instants are RFC 3339 in UTC with seconds or milliseconds. */
export const Hex256 = z.string().regex(/^[0-9a-f]{64}$/, '64 lower-case hex digits');
export const RecordId = z.string().regex(/^[0-9a-f]{32}$/, '32 lower-case hex digits');
export const IdempotencyKey = z
  .string()
  .regex(/^[A-Za-z0-9._:-]{8,128}$/, '8 to 128 letters, digits, dots, underscores, colons or hyphens');
export const Salt = z.string().regex(/^[0-9a-f]{32,64}$/, '16 to 32 random bytes in lower-case hex');
export const Instant = z.iso.datetime({ error: 'an RFC 3339 instant in UTC, such as 2026-01-31T08:00:00Z' });
export const Day = z.iso.date({ error: 'a calendar date, such as 2026-01-31' });
export const Text = z.string().trim().min(1).max(500);
export const Name = z.string().trim().min(1).max(120);
/** Millionths: 1,000,000 = 100 %. */
export const Millionths = z.int().min(0).max(1_000_000);
export const Count = z.int().min(0).max(2_147_483_647);
/** How many items one transaction may carry. */
export const MAX_ITEMS = 500;

/** A list of 1 to {@link MAX_ITEMS} items. */
export function items<T extends z.ZodType>(item: T): z.ZodArray<T> {
  return z.array(item).min(1).max(MAX_ITEMS);
}

/** A list of up to {@link MAX_ITEMS} items, empty where it is left out. */
export function itemsIfAny<T extends z.ZodType>(item: T): z.ZodDefault<z.ZodArray<T>> {
  return z.array(item).max(MAX_ITEMS).default([]);
}

/** Where a page of a long list begins and how long it is. */
export const Page = z.strictObject({
  limit: z.int().min(1).max(100).default(50),
  bookmark: z.string().max(2000).default(''),
});

/** One page of a long list; an empty bookmark says that nothing follows. */
export function pageOf<T extends z.ZodType>(item: T): z.ZodObject<{ items: z.ZodArray<T>; bookmark: z.ZodString }> {
  return z.object({ items: z.array(item), bookmark: z.string() });
}
