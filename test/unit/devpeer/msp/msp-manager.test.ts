// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { msp } from '@hyperledger/fabric-protos';
import { MspError } from '@wattpass/devpeer/internal/msp/msp-error';
import { createMspManager, type MspManager } from '@wattpass/devpeer/internal/msp/msp-manager';
import { X509CrlReason } from '@wattpass/devpeer/internal/msp/x509';
import { serializeIdentity } from '@wattpass/devpeer/internal/msp/signing-identity';
import { rolePrincipal } from '@wattpass/devpeer/internal/policy/policy-parser';
import { issueIdentity, temporaryOrganization, type TemporaryOrganization } from './temporary-organization.js';

function refusal(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    assert.ok(error instanceof MspError, String(error));
    return error.code;
  }
  return 'accepted';
}

describe('createMspManager', () => {
  let operator: TemporaryOrganization;
  let user: TemporaryOrganization;
  let manager: MspManager;

  before(async () => {
    operator = await temporaryOrganization('operator', 'OperatorMSP');
    user = await temporaryOrganization('user', 'UserMSP');
  });
  beforeEach(() => {
    manager = createMspManager([operator.organization.mspConfig, user.organization.mspConfig]);
  });
  after(() => Promise.all([operator.remove(), user.remove()]));

  it('finds valid members of its organisations', async () => {
    const client = await issueIdentity(user.organization, { units: ['client', 'fleet'] });
    for (const { serialized } of [operator.organization.peer, user.organization.admin, client]) {
      manager.deserialize(serialized).validate(new Date());
    }
    assert.deepEqual(manager.mspIds, ['OperatorMSP', 'UserMSP']);
  });

  it('verifies what an identity signed, and nothing else', () => {
    const { peer } = operator.organization;
    const identity = manager.deserialize(peer.serialized);
    const signature = peer.sign(Buffer.from('block 7'));
    assert.ok(identity.verify(Buffer.from('block 7'), signature));
    assert.equal(identity.verify(Buffer.from('block 8'), signature), false);
    assert.equal(
      manager.deserialize(user.organization.peer.serialized).verify(Buffer.from('block 7'), signature),
      false,
    );
  });

  it('parses the same bytes once', () => {
    const { serialized } = operator.organization.peer;
    assert.equal(manager.deserialize(serialized), manager.deserialize(Uint8Array.from(serialized)));
  });

  it('tells identities apart by certificate, not by name', async () => {
    const [one, two] = await Promise.all(
      [1, 2].map(() => issueIdentity(user.organization, { units: ['client'], commonName: 'same' })),
    );
    assert.notEqual(manager.deserialize(one!.serialized).id, manager.deserialize(two!.serialized).id);
  });

  const malformed: [string, () => Uint8Array, string][] = [
    ['bytes that are no message', () => Buffer.from('ffff', 'hex'), 'MALFORMED_IDENTITY'],
    ['no bytes', () => new Uint8Array(), 'MALFORMED_IDENTITY'],
    ['a certificate that is none', () => serializeIdentity('UserMSP', 'hello'), 'MALFORMED_IDENTITY'],
    ['an unknown MSP', () => serializeIdentity('NobodyMSP', user.organization.peer.certPem), 'UNKNOWN_MSP'],
  ];
  for (const [what, bytes, code] of malformed) {
    it(`refuses ${what}`, () => {
      assert.equal(
        refusal(() => manager.deserialize(bytes())),
        code,
      );
    });
  }

  it('refuses a certificate of another organisation under its own name', () => {
    const stolen = manager.deserialize(serializeIdentity('OperatorMSP', user.organization.peer.certPem));
    assert.equal(
      refusal(() => {
        stolen.validate();
      }),
      'UNTRUSTED_CERTIFICATE',
    );
    assert.equal(stolen.satisfies(rolePrincipal('OperatorMSP', 'member')), false);
  });

  it('refuses an authority of the same names with another key', async () => {
    const impostor = await temporaryOrganization('operator', 'OperatorMSP');
    try {
      const forged = manager.deserialize(impostor.organization.peer.serialized);
      assert.equal(
        refusal(() => {
          forged.validate();
        }),
        'UNTRUSTED_CERTIFICATE',
      );
    } finally {
      await impostor.remove();
    }
  });

  it('refuses the authority itself as an identity', () => {
    const root = manager.deserialize(serializeIdentity('OperatorMSP', operator.organization.caCertPem));
    assert.equal(
      refusal(() => {
        root.validate();
      }),
      'NOT_AN_IDENTITY',
    );
  });

  it('looks at the period only when it is told the time', async () => {
    const now = Date.now();
    const [notBefore, notAfter] = [new Date(now + 3_600_000), new Date(now + 7_200_000)];
    const coming = await issueIdentity(user.organization, { units: ['client'], notBefore, notAfter });
    const identity = manager.deserialize(coming.serialized);
    identity.validate();
    identity.validate(new Date(now + 5_400_000));
    assert.equal(
      refusal(() => {
        identity.validate(new Date(now + 9_000_000));
      }),
      'EXPIRED',
    );
    assert.equal(
      refusal(() => {
        identity.validate(new Date(now));
      }),
      'NOT_YET_VALID',
    );
    assert.ok(identity.satisfies(rolePrincipal('UserMSP', 'client')));
  });

  it('refuses a certificate that begins before its authority does', async () => {
    const notBefore = new Date(Date.now() - 2 * 86_400_000);
    const old = await issueIdentity(user.organization, { units: ['client'], notBefore });
    assert.equal(
      refusal(() => {
        manager.deserialize(old.serialized).validate();
      }),
      'UNTRUSTED_CERTIFICATE',
    );
  });

  for (const units of [[], ['fleet'], ['client', 'admin'], ['peer', 'orderer'], ['Client']]) {
    it(`refuses organisational units [${units.join(', ')}]: not exactly one role`, async () => {
      const { serialized } = await issueIdentity(user.organization, { units });
      const identity = manager.deserialize(serialized);
      assert.equal(
        refusal(() => {
          identity.validate();
        }),
        'NO_SINGLE_ROLE',
      );
      assert.equal(identity.satisfies(rolePrincipal('UserMSP', 'member')), false);
    });
  }

  const roles = ['client', 'peer', 'admin', 'orderer'] as const;
  for (const held of roles) {
    it(`takes a holder of OU ${held} for a member and ${held}, nothing else`, async () => {
      const identity = manager.deserialize((await issueIdentity(user.organization, { units: [held] })).serialized);
      assert.ok(identity.satisfies(rolePrincipal('UserMSP', 'member')));
      assert.equal(identity.satisfies(rolePrincipal('OperatorMSP', 'member')), false);
      const satisfied = roles.filter((role) => identity.satisfies(rolePrincipal('UserMSP', role)));
      assert.deepEqual(satisfied, [held]);
    });
  }

  it('matches principals by organisational unit, identity and combination', async () => {
    const issued = await issueIdentity(user.organization, { units: ['client', 'fleet'] });
    const identity = manager.deserialize(issued.serialized);
    const unit = (name: string): msp.MSPPrincipal => {
      const content = new msp.OrganizationUnit();
      content.setMspIdentifier('UserMSP');
      content.setOrganizationalUnitIdentifier(name);
      return principal(msp.MSPPrincipal.Classification.ORGANIZATION_UNIT, content.serializeBinary());
    };
    const exact = (bytes: Uint8Array) => principal(msp.MSPPrincipal.Classification.IDENTITY, bytes);
    const all = (...parts: msp.MSPPrincipal[]): msp.MSPPrincipal => {
      const content = new msp.CombinedPrincipal();
      content.setPrincipalsList(parts);
      return principal(msp.MSPPrincipal.Classification.COMBINED, content.serializeBinary());
    };
    assert.ok(identity.satisfies(unit('fleet')));
    assert.equal(identity.satisfies(unit('garage')), false);
    assert.ok(identity.satisfies(exact(issued.serialized)));
    assert.equal(identity.satisfies(exact(user.organization.peer.serialized)), false);
    assert.ok(identity.satisfies(all(unit('fleet'), rolePrincipal('UserMSP', 'client'))));
    assert.equal(identity.satisfies(all(unit('fleet'), rolePrincipal('UserMSP', 'peer'))), false);
    assert.equal(identity.satisfies(all()), false);
  });

  it('refuses revoked certificates once the configuration has the list, after a restart too', async () => {
    const temporary = await temporaryOrganization('station', 'StationMSP');
    try {
      const { organization } = temporary;
      const [gone, kept] = await Promise.all([1, 2].map(() => issueIdentity(organization, { units: ['client'] })));
      const local = createMspManager([organization.mspConfig]);
      organization.onMspConfigChange((config) => {
        local.replace(config);
      });
      local.deserialize(gone!.serialized).validate();
      await organization.ca.revoke([
        {
          serial: new X509Certificate(gone!.certPem).serialNumber,
          revokedAt: new Date(),
          reason: X509CrlReason.keyCompromise,
        },
      ]);
      const restarted = createMspManager([(await temporary.reopen()).mspConfig]);
      for (const current of [local, restarted]) {
        assert.equal(
          refusal(() => {
            current.deserialize(gone!.serialized).validate();
          }),
          'REVOKED',
        );
        current.deserialize(kept!.serialized).validate();
      }
    } finally {
      await temporary.remove();
    }
  });

  it('does not believe a revocation list that another authority signed', async () => {
    const victim = operator.organization;
    await user.organization.ca.revoke([
      {
        serial: new X509Certificate(victim.peer.certPem).serialNumber,
        revokedAt: new Date(),
        reason: X509CrlReason.unspecified,
      },
    ]);
    const config = msp.FabricMSPConfig.deserializeBinary(victim.mspConfig);
    config.addRevocationList(Buffer.from(user.organization.ca.crlPem!));
    createMspManager([config.serializeBinary()]).deserialize(victim.peer.serialized).validate();
  });
});

function principal(
  kind: msp.MSPPrincipal.ClassificationMap[keyof msp.MSPPrincipal.ClassificationMap],
  content: Uint8Array,
): msp.MSPPrincipal {
  const result = new msp.MSPPrincipal();
  result.setPrincipalClassification(kind);
  result.setPrincipal(content);
  return result;
}
