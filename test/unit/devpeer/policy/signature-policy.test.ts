// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { common } from '@hyperledger/fabric-protos';
import { PolicyError } from '@wattpass/devpeer/internal/policy/policy-error';
import { parseSignaturePolicy } from '@wattpass/devpeer/internal/policy/policy-parser';
import { evaluateSignaturePolicy } from '@wattpass/devpeer/internal/policy/signature-policy';
import { signers } from './signers.js';

function holds(policy: string, ...by: string[]): boolean {
  return evaluateSignaturePolicy(parseSignaturePolicy(policy), signers(...by));
}

describe('parseSignaturePolicy', () => {
  it('numbers principals in order and nests gates', () => {
    const envelope = parseSignaturePolicy("OR('A.member', AND('B.peer', 'C.admin'))").toObject();
    assert.equal(envelope.identitiesList.length, 3);
    assert.equal(envelope.rule?.nOutOf?.n, 1);
    const [first, second] = envelope.rule.nOutOf.rulesList;
    assert.equal(first?.signedBy, 0);
    assert.equal(second?.nOutOf?.n, 2);
    assert.deepEqual(
      second.nOutOf.rulesList.map((rule) => rule.signedBy),
      [1, 2],
    );
  });

  it('writes the same bytes as Fabric', () => {
    // `OutOf(1,'A.member')`: NOutOf{n 1, SignedBy 0}, one ROLE principal MSPRole{"A", MEMBER}.
    const bytes = parseSignaturePolicy("OutOf(1, 'A.member')").serializeBinary();
    assert.equal(Buffer.from(bytes).toString('hex'), '1208120608011202080' + '01a0512030a0141');
  });

  it('reads names in any case, both kinds of quotes, any spaces and a quoted number', () => {
    for (const text of ["or('A.peer')", ' Or ( "A.peer" ) ', "outof('1','A.peer')"]) {
      assert.ok(holds(text, 'A.peer'), text);
    }
  });

  it('survives a trip over the wire', () => {
    const bytes = parseSignaturePolicy("OutOf(2,'A.peer','B.peer','C.peer')").serializeBinary();
    const envelope = common.SignaturePolicyEnvelope.deserializeBinary(bytes);
    assert.ok(evaluateSignaturePolicy(envelope, signers('A.peer', 'C.peer')));
    assert.equal(evaluateSignaturePolicy(envelope, signers('A.peer')), false);
  });

  const wrong = [
    '',
    'A.peer',
    "'A.peer'",
    "OR('A.boss')",
    "OR('A.peer'",
    "OR('A.peer'))",
    'OR()',
    "OR('A.peer' 'B.peer')",
    "XOR('A.peer','B.peer')",
    "OutOf('A.peer')",
    "OutOf(3,'A.peer')",
    "OutOf(-1,'A.peer')",
    "OR('A peer.member')",
    "OR('A.peer', §)",
    'OR('.repeat(100),
  ];
  for (const text of wrong) {
    it(`refuses ${JSON.stringify(text.slice(0, 30))}`, () => {
      assert.throws(
        () => parseSignaturePolicy(text),
        (error) => error instanceof PolicyError && error.code === 'POLICY_SYNTAX',
      );
    });
  }
});

describe('evaluateSignaturePolicy', () => {
  it('needs each principal of AND and any of OR', () => {
    assert.ok(holds("AND('A.peer','B.peer')", 'B.peer', 'A.peer'));
    assert.equal(holds("AND('A.peer','B.peer')", 'A.peer'), false);
    assert.ok(holds("OR('A.peer','B.peer')", 'B.peer'));
    assert.equal(holds("OR('A.peer','B.peer')", 'C.peer'), false);
    assert.equal(holds("OR('A.peer')", 'A.client'), false);
    assert.ok(holds("OR('A.member')", 'A.client'));
  });

  it('counts one signer once, however often it signed', () => {
    assert.equal(holds("AND('A.peer','A.peer')", 'A.peer', 'A.peer'), false);
    assert.ok(holds("AND('A.peer','A.peer')", 'A.peer#1', 'A.peer#2'));
    assert.equal(holds("OutOf(2,'A.member','A.peer')", 'A.peer'), false);
  });

  it('takes the first free signer that fits, so the order of rules can matter', () => {
    // The member rule takes the peer away, and nobody is left for the peer rule.
    assert.equal(holds("AND('A.member','A.peer')", 'A.peer', 'A.client'), false);
    assert.ok(holds("AND('A.peer','A.member')", 'A.peer', 'A.client'));
  });

  it('gives back what a failed gate had taken', () => {
    assert.ok(holds("OR(AND('A.peer','B.peer'), AND('A.peer','C.peer'))", 'A.peer', 'C.peer'));
  });

  it('lets nobody satisfy one more than there are, and everybody zero', () => {
    assert.equal(holds("OutOf(2,'A.peer')", 'A.peer', 'A.peer#2'), false);
    assert.ok(holds("OutOf(0,'A.peer')"));
  });

  it('refuses envelopes that make no sense', () => {
    const outOfRange = parseSignaturePolicy("OR('A.peer')");
    outOfRange.setIdentitiesList([]);
    const otherVersion = parseSignaturePolicy("OR('A.peer')");
    otherVersion.setVersion(1);
    for (const envelope of [outOfRange, otherVersion, new common.SignaturePolicyEnvelope()]) {
      assert.throws(
        () => evaluateSignaturePolicy(envelope, []),
        (error) => error instanceof PolicyError && error.code === 'POLICY_MALFORMED',
      );
    }
  });

  const organizations = ['A', 'B', 'C', 'D', 'E', 'F'];
  const someOrganizations = fc.subarray(organizations);

  it('is, for n of distinct organisations, a count of those that signed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6 }), someOrganizations, (n, signing) => {
        const policy = `OutOf(${n}, ${organizations.map((name) => `'${name}.peer'`).join(', ')})`;
        assert.equal(holds(policy, ...signing.map((name) => `${name}.peer`)), signing.length >= n);
      }),
    );
  });

  it('never fails because more organisations signed, where each is named once', () => {
    const leaf = fc.constantFrom(...organizations);
    fc.assert(
      fc.property(
        fc.uniqueArray(leaf, { minLength: 2 }),
        fc.boolean(),
        someOrganizations,
        someOrganizations,
        (names, and, some, more) => {
          const [first, ...rest] = names.map((name) => `'${name}.peer'`);
          const policy = `${and ? 'AND' : 'OR'}(${first!}, OutOf(1, ${rest.join(', ')}))`;
          const few = some.map((name) => `${name}.peer`);
          const many = [...new Set([...some, ...more])].map((name) => `${name}.peer`);
          assert.ok(!holds(policy, ...few) || holds(policy, ...many));
        },
      ),
    );
  });

  it('does not depend on repeated signers or on strangers', () => {
    fc.assert(
      fc.property(someOrganizations, fc.integer({ min: 1, max: 6 }), (signing, n) => {
        const policy = `OutOf(${n}, ${organizations.map((name) => `'${name}.peer'`).join(', ')})`;
        const by = signing.map((name) => `${name}.peer`);
        assert.equal(holds(policy, ...by, ...by, 'X.peer', 'Y.client'), holds(policy, ...by));
      }),
    );
  });
});
