// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChaincodeOptions, DevPeer, RunningOrganization } from '@wattpass/devpeer';
import { organizationOf } from '../../support/devpeer/probe-client.js';
import { probeChaincode, startProbeNetwork } from '../../support/devpeer/probe-network.js';
import { temporaryDirectory } from '../../support/devpeer/temporary-directory.js';
import { findProgram, run, type ProgramEnd } from '../../support/programs.js';

const BUILD_MS = 300_000;
const goSource = join(import.meta.dirname, '..', '..', '..', 'support', 'chaincode', 'go-asset');

/** Fabric's `peer` program wants to find a configuration; what is not said here it has defaults for. */
const CORE = {
  peer: {
    localMspType: 'bccsp',
    BCCSP: { Default: 'SW', SW: { Hash: 'SHA2', Security: 256 } },
    client: { connTimeout: '30s' },
  },
};

type PeerProgram = (organization: RunningOrganization, ...args: string[]) => Promise<ProgramEnd>;

async function peerProgram(program: string, configDir: string): Promise<PeerProgram> {
  await mkdir(configDir, { recursive: true });
  await writeFile(join(configDir, 'core.yaml'), JSON.stringify(CORE));
  return (organization, ...args) =>
    run(program, args, {
      cwd: configDir,
      env: {
        FABRIC_CFG_PATH: configDir,
        FABRIC_LOGGING_SPEC: 'error',
        CORE_PEER_LOCALMSPID: organization.mspId,
        CORE_PEER_MSPCONFIGPATH: organization.adminMspDir,
        CORE_PEER_ADDRESS: organization.peerEndpoint,
        CORE_PEER_TLS_ENABLED: 'true',
        CORE_PEER_TLS_ROOTCERT_FILE: organization.tlsCaCertFile,
      },
    });
}

/** Where `peer` sends transactions, and the peers that endorse them. */
function routes(organizations: readonly RunningOrganization[]): string[] {
  const [first] = organizations;
  if (first === undefined) throw new Error('no organisation');
  return [
    ...['-o', first.peerEndpoint, '--tls', '--cafile', first.tlsCaCertFile],
    ...organizations.flatMap(({ peerEndpoint, tlsCaCertFile }) => [
      ...['--peerAddresses', peerEndpoint],
      ...['--tlsRootCertFiles', tlsCaCertFile],
    ]),
  ];
}

const call = (...args: string[]): string => JSON.stringify({ Args: args });

async function goChaincode(go: string, dir: string): Promise<ChaincodeOptions> {
  const program = join(dir, 'go-asset');
  const { code, everything } = await run(go, ['build', '-o', program, '.'], { cwd: goSource, timeoutMs: BUILD_MS });
  if (code !== 0) throw new Error(everything);
  return { name: 'asset', version: '1.0', server: { command: program } };
}

describe("devpeer: Fabric's own programs", function () {
  this.timeout(BUILD_MS + 120_000);
  let state: Awaited<ReturnType<typeof temporaryDirectory>>;
  let devpeer: DevPeer;
  let peer: PeerProgram;
  let withoutGo: string | undefined;
  const cleanup: (() => Promise<void>)[] = [];

  before(async function () {
    const program = findProgram('peer');
    if (program === undefined) {
      process.stdout.write(
        "    skipped: Fabric's peer program is neither on PATH nor in the folder FABRIC_BIN names\n",
      );
      this.skip();
    }
    state = await temporaryDirectory('devpeer-programs');
    cleanup.push(() => state.remove());
    const go = findProgram('go');
    const chaincodes = [probeChaincode()];
    if (go === undefined) withoutGo = 'Go is not on PATH';
    else {
      await goChaincode(go, state.path).then(
        (chaincode) => chaincodes.push(chaincode),
        (error: unknown) => {
          withoutGo = `the Go chaincode cannot be built here: ${error instanceof Error ? error.message : String(error)}`;
        },
      );
    }
    devpeer = await startProbeNetwork(join(state.path, 'state'), { chaincodes });
    cleanup.push(() => devpeer.stop());
    peer = await peerProgram(program, join(state.path, 'peer'));
  });

  after(async () => {
    for (const end of cleanup.reverse()) await end();
  });

  const member = (name: string): RunningOrganization => organizationOf(devpeer, name);
  const done = ({ code, output, everything }: ProgramEnd): string => {
    assert.equal(code, 0, everything);
    return output;
  };

  it('peer chaincode invoke and query go through endorsers, orderer and events', async () => {
    const organizations = [member('alpha'), member('beta')];
    const invoked = await peer(
      member('alpha'),
      ...['chaincode', 'invoke', ...routes(organizations), '-C', 'probes', '-n', 'probe'],
      ...['--waitForEvent', '-c', call('put', 'by-program', 'works')],
    );
    done(invoked);
    const queried = await peer(
      member('gamma'),
      ...['chaincode', 'query', '-C', 'probes', '-n', 'probe', '-c', call('get', 'by-program')],
    );
    assert.equal(done(queried).trim(), 'works');
  });

  it('peer chaincode invoke by one of three organisations is not valid', async () => {
    const { code, everything } = await peer(
      member('alpha'),
      ...['chaincode', 'invoke', ...routes([member('alpha')]), '-C', 'probes', '-n', 'probe'],
      ...['--waitForEvent', '-c', call('put', 'alone', 'no')],
    );
    assert.notEqual(code, 0);
    assert.match(everything, /ENDORSEMENT_POLICY_FAILURE/);
  });

  it('peer channel list, getinfo and fetch show the channel', async () => {
    assert.match(done(await peer(member('beta'), 'channel', 'list')), /^probes$/m);
    const info = done(await peer(member('beta'), 'channel', 'getinfo', '-c', 'probes'));
    assert.equal((JSON.parse(info.slice(info.indexOf('{'))) as { height: number }).height, devpeer.height());
    const { peerEndpoint, tlsCaCertFile } = member('alpha');
    const from = ['-o', peerEndpoint, '--tls', '--cafile', tlsCaCertFile];
    done(
      await peer(
        member('alpha'),
        'channel',
        'fetch',
        'config',
        join(state.path, 'config.block'),
        '-c',
        'probes',
        ...from,
      ),
    );
  });

  it('peer lifecycle chaincode shows what is agreed on, and upgrades it', async () => {
    const lifecycle = (name: string, ...args: string[]) => peer(member(name), 'lifecycle', 'chaincode', ...args);
    const installed = done(await lifecycle('alpha', 'queryinstalled', '--output', 'json'));
    const packages = (JSON.parse(installed) as { installed_chaincodes: { package_id: string; label: string }[] })
      .installed_chaincodes;
    const packageId = packages.find(({ label }) => label === 'probe_1.0')?.package_id ?? '';
    const before = done(await lifecycle('alpha', 'querycommitted', '-C', 'probes', '-n', 'probe', '--output', 'json'));
    const { collections } = JSON.parse(before) as { collections: unknown };
    assert.ok(collections !== undefined);
    const config = join(state.path, 'collections.json');
    await writeFile(config, JSON.stringify(probeChaincode().collections));
    const definition = ['-C', 'probes', '-n', 'probe', '-v', '1.1', '--sequence', '2', '--collections-config', config];
    const { peerEndpoint, tlsCaCertFile } = member('alpha');
    const orderer = ['-o', peerEndpoint, '--tls', '--cafile', tlsCaCertFile];
    for (const name of ['alpha', 'beta', 'gamma']) {
      done(await lifecycle(name, 'approveformyorg', ...orderer, ...definition, '--package-id', packageId));
    }
    const ready = done(await lifecycle('beta', 'checkcommitreadiness', ...definition, '--output', 'json'));
    assert.deepEqual(JSON.parse(ready), { approvals: { AlphaMSP: true, BetaMSP: true, GammaMSP: true } });
    const all = devpeer.organizations;
    done(await lifecycle('alpha', 'commit', ...routes(all), ...definition));
    const after = done(await lifecycle('gamma', 'querycommitted', '-C', 'probes', '-n', 'probe', '--output', 'json'));
    const { sequence, version } = JSON.parse(after) as { sequence: number; version: string };
    assert.deepEqual({ sequence, version }, { sequence: 2, version: '1.1' });
  });

  describe('a chaincode in Go, served as a service,', () => {
    const asset = ['-C', 'probes', '-n', 'asset'];
    const invoke = (...args: string[]): Promise<ProgramEnd> => {
      const organizations = [member('alpha'), member('beta')];
      const how = [...routes(organizations), ...asset, '--waitForEvent'];
      return peer(member('alpha'), 'chaincode', 'invoke', ...how, '-c', call(...args));
    };
    const query = (...args: string[]): Promise<ProgramEnd> =>
      peer(member('gamma'), 'chaincode', 'query', ...asset, '-c', call(...args));

    before(function () {
      if (withoutGo === undefined) return;
      process.stdout.write(`      skipped: ${withoutGo}\n`);
      this.skip();
    });

    it('is invoked and queried', async () => {
      done(await invoke('put', 'a1', 'blue'));
      assert.equal(done(await query('get', 'a1')).trim(), 'blue');
      const missing = await query('get', 'a2');
      assert.notEqual(missing.code, 0);
      assert.match(missing.everything, /the asset a2 does not exist/);
    });

    it('writes a batch and reads several keys at once', async () => {
      done(await invoke('putAll', 'b1', 'one', 'b2', 'two', 'b3', 'three'));
      assert.equal(done(await query('getAll', 'b3', 'absent', 'b1', 'b2')).trim(), 'three,,one,two');
    });
  });
});
