// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { networkCommand, networkUsage } from '@wattpass/launch/internal/network/network-command.js';
import { readTestNetwork } from '@wattpass/network/internal/test-network/material';

describe('npm run network', () => {
  const state = mkdtempSync(join(tmpdir(), 'network-verbs-'));
  after(() => {
    rmSync(state, { recursive: true });
  });

  const refusals: [string, string[], RegExp][] = [
    ['no verb', [], /one of up, status, .*, not ""/],
    ['an unknown verb', ['start'], /one of up, status, .*, not "start"/],
    ['an unknown flag', ['up', '--ports', '1'], /--ports/],
    ['another shape', ['up', '--shape', 'ring'], /--shape: one of wattpass, test-network, not "ring"/],
    ['other certificates', ['up', '--crypto', 'openssl'], /--crypto: one of ca, cryptogen/],
    ['a channel in capitals', ['deploy', '--channel', 'My'], /--channel: lower-case letters.*"My"/],
    ['a deployment to nowhere', ['deploy'], /--test-network/],
    ['one server for two peers', ['deploy', '--test-network', state, '--serve', '127.0.0.1:1'], /--serve: two/],
    ['an address without a port', ['deploy', '--chaincode-address', 'here'], /--chaincode-address: .*host:port/],
    ['a role missing', ['deploy', '--roles', 'producer,logistics/user'], /--roles: each of producer/],
    ['a role twice', ['deploy', '--roles', 'producer,logistics,operator/user,user,recycler'], /--roles: each/],
    ['a version with a slash', ['upgrade', '--version', '1/2'], /--version: letters/],
    ['no version', ['upgrade', '--state', state], /--version/],
    ['nobody to enroll', ['enroll', '--org', 'operator'], /--id/],
    ['an unknown role', ['enroll', '--role', 'miner'], /--role: one of producer/],
    ['no lines', ['logs', '--lines', '0'], /--lines: a whole number/],
  ];
  for (const [what, args, message] of refusals) {
    it(`refuses ${what}, naming the rule`, async () => {
      await assert.rejects(networkCommand(args), { code: 'INVALID_COMMAND_LINE', message });
    });
  }

  for (const args of [['logs'], ['down'], ['upgrade', '--version', '2']]) {
    it(`says that there is no network to ${args[0]!}, and what to do`, async () => {
      const message = /holds no network of real Fabric: start one/;
      await assert.rejects(networkCommand([...args, '--state', state]), { code: 'NETWORK_STATE', message });
    });
  }

  it('describes every flag of every verb', () => {
    for (const words of ['up: ', '--shape', 'deploy: ', '--test-network', 'upgrade: ', '--version', '--purge']) {
      assert.ok(networkUsage.includes(words), words);
    }
  });
});

describe("a test-network's folder", () => {
  it('is refused with what it lacks and how to get it', async () => {
    await assert.rejects(readTestNetwork('/nowhere/organizations'), {
      code: 'STATE_MISMATCH',
      message: /peer0|tlsca\.org1\.example\.com-cert\.pem[^]*network\.sh up createChannel -ca/,
    });
  });
});
