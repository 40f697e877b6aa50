// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { allItems } from '@wattpass/fleet';

describe('all items of a list', () => {
  it('asks page after page until no cursor is left', async () => {
    const asked: unknown[] = [];
    const pages: Record<string, { items: number[]; nextCursor?: string }> = {
      first: { items: [1, 2], nextCursor: 'x' },
      x: { items: [], nextCursor: 'y' },
      y: { items: [3] },
    };
    const items = await allItems((page) => {
      asked.push(page);
      return Promise.resolve(pages[page.cursor ?? 'first'] ?? { items: [] });
    });
    assert.deepEqual(items, [1, 2, 3]);
    assert.deepEqual(asked, [{ limit: 100 }, { limit: 100, cursor: 'x' }, { limit: 100, cursor: 'y' }]);
  });
});
