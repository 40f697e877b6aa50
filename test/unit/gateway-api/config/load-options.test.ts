// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '@wattpass/gateway-api/internal/config/config-error.js';
import { loadOptions } from '@wattpass/gateway-api/internal/config/load-options.js';
import { nowhere } from '../doubles/test-gateway.js';

describe('gateway-api config', () => {
  let directory: string;
  let file: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'wattpass-config-'));
    file = join(directory, 'operator.json');
    writeFileSync(file, JSON.stringify(nowhere));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  const refused = (args: string[], env: NodeJS.ProcessEnv, pattern: RegExp): void => {
    assert.throws(
      () => loadOptions(args, env),
      (error) => error instanceof ConfigError && pattern.test(error.message),
    );
  };

  it('reads flags, fills defaults in and resolves paths against the caller, not the workspace', () => {
    const args = ['--org', 'operator', '--connection', 'operator.json'];
    const { config, followStdin } = loadOptions(args, { INIT_CWD: directory });
    assert.equal(followStdin, false);
    assert.equal(config.organisation, 'operator');
    assert.equal(config.host, '127.0.0.1');
    assert.equal(config.port, 0);
    assert.equal(config.checks, 'on');
    assert.equal(config.validator, 'on');
    assert.equal(config.stateDir, join(directory, '.wattpass/gateways/operator'));
    assert.deepEqual(config.connection, nowhere);
  });

  it('reads the environment', () => {
    const env = {
      DATABASE_URL: 'postgres://127.0.0.1/wattpass',
      WATTPASS_GATEWAY_CHECKS: 'off',
      LOG_LEVEL: 'debug',
      WATTPASS_FAULT: 'register-batteries/seal:after',
    };
    const args = ['--org', 'operator', '--connection', file, '--port', '8081', '--follow-stdin', '--validator', 'off'];
    const { config, followStdin } = loadOptions(args, env);
    assert.equal(followStdin, true);
    assert.equal(config.validator, 'off');
    assert.equal(config.databaseUrl, 'postgres://127.0.0.1/wattpass');
    assert.equal(config.checks, 'off');
    assert.equal(config.logLevel, 'debug');
    assert.equal(config.fault, 'register-batteries/seal:after');
    assert.equal(config.port, 8081);
  });

  it('names the bad flag', () => {
    refused([], {}, /^--org: is required/);
    refused(['--org', 'operator', '--colour', 'red'], {}, /command line.*--colour/s);
    refused(['--org', 'operator', '--connection', file, '--port', '99999'], {}, /^port: /m);
    refused(['--org', 'operator', '--connection', join(directory, 'absent.json')], {}, /absent\.json/);
  });

  it('names the bad variable', () => {
    const args = ['--org', 'operator', '--connection', file];
    refused(args, { WATTPASS_GATEWAY_CHECKS: 'maybe' }, /^checks: /m);
    refused(args, { DATABASE_URL: 'mysql://x' }, /^databaseUrl: /m);
    refused(args, { LOG_LEVEL: 'loud' }, /^logLevel: /m);
    refused(args, { WATTPASS_FAULT: 'somewhere' }, /^fault: /m);
  });

  it('names every bad field of a connection, unknown ones too, with its file', () => {
    writeFileSync(file, JSON.stringify({ ...nowhere, peer: { endpoint: 'nowhere' }, colour: 'red' }));
    refused(['--org', 'operator', '--connection', file], {}, /operator\.json: peer\.endpoint: must be host:port/);
    refused(['--org', 'operator', '--connection', file], {}, /tlsCaCertFile/);
    refused(['--org', 'operator', '--connection', file], {}, /colour/);
  });

  it("refuses another organisation's connection", () => {
    refused(['--org', 'producer', '--connection', file], {}, /the connection is for operator/);
  });
});
