// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { decodeError, DomainError, encodeError, isDomainError } from '@wattpass/chaincode/domain';

describe('errors on the wire', () => {
  const error = new DomainError('CONFLICT', 'a move is open', { moveId: 'm', legal: ['a', 'b'] });

  it('come back as they went, also from behind the words of a peer', () => {
    for (const message of [encodeError(error), `chaincode response 500, ${encodeError(error)}`]) {
      const back = decodeError(message);
      assert.ok(isDomainError(back));
      assert.deepEqual([back.code, back.detail, back.data], [error.code, error.detail, error.data]);
    }
  });

  it('are one line', () => {
    assert.ok(!encodeError(new DomainError('CONFLICT', 'two\nlines')).includes('\n'));
  });

  it('show a fault of our own as INTERNAL', () => {
    const back = decodeError(encodeError(new TypeError('x is undefined')));
    assert.deepEqual([back?.code, back?.detail], ['INTERNAL', 'x is undefined']);
  });

  it('are not seen where there are none', () => {
    for (const message of ['connection refused', '{"code":"UNHEARD_OF","detail":"x"}', '{"code":"CONFLICT" }}']) {
      assert.equal(decodeError(message), undefined, message);
    }
  });

  it('are known by mark, since another copy of the module has another class', () => {
    assert.equal(isDomainError(Object.assign(new Error('x'), { mark: 'wattpass.domain-error' })), true);
    assert.equal(isDomainError(new Error('x')), false);
    assert.equal(isDomainError({ code: 'CONFLICT' }), false);
  });
});
