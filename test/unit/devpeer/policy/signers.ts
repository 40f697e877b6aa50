// SPDX-License-Identifier: Apache-2.0
import { msp } from '@hyperledger/fabric-protos';
import type { Signer } from '@wattpass/devpeer/internal/policy/policy';

const roleNames = ['member', 'admin', 'client', 'peer', 'orderer'] as const;

/** A signer written as `MSP.role` or `MSP.role#n`, where n tells several of a kind apart. */
export function signer(text: string): Signer {
  const [name = '', mspId = '', role = ''] = /^(\w+)\.(\w+)/.exec(text) ?? [];
  assertKnown(name);
  return {
    id: text,
    mspId,
    satisfies(principal) {
      const wanted = msp.MSPRole.deserializeBinary(principal.getPrincipal_asU8());
      const wantedRole = roleNames[wanted.getRole()];
      return wanted.getMspIdentifier() === mspId && (wantedRole === 'member' || wantedRole === role);
    },
  };
}

function assertKnown(name: string): void {
  if (name === '') {
    throw new Error('a signer is written MSP.role');
  }
}

export function signers(...texts: string[]): Signer[] {
  return texts.map(signer);
}
