// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverOptions } from '@wattpass/chaincode/ledger/serving/server-options.js';

const place = { address: '127.0.0.1:9999', id: 'wattpass:1' };

/** Options by their names, those of gRPC and TLS included. */
function read(args: readonly string[], environment: Record<string, string> = {}): Record<string, unknown> {
  return { ...(serverOptions(args, environment, place) as object) };
}

describe('the options of the chaincode server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wattpass-options-'));
  const keyFile = join(folder, 'key.pem');
  const certFile = join(folder, 'cert.pem');

  before(() => {
    writeFileSync(keyFile, 'the key');
    writeFileSync(certFile, 'the certificate');
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("are those of fabric-chaincode-node's server, with its defaults", () => {
    const { ccid, address, tlsProps, ...others } = read([]);
    assert.deepEqual([ccid, address, tlsProps], ['wattpass:1', '127.0.0.1:9999', undefined]);
    assert.equal(others['grpc.max_receive_message_length'], -1);
    assert.equal(others['grpc.keepalive_time_ms'], 110_000);
  });

  it('come from the command line, numbers as numbers', () => {
    assert.equal(read(['--grpc.keepalive_time_ms', '5000'])['grpc.keepalive_time_ms'], 5000);
  });

  it('bring TLS from files that the command line or the environment names', () => {
    const expected = { key: Buffer.from('the key'), cert: Buffer.from('the certificate') };
    const args = ['--chaincode-tls-key-file', keyFile, '--chaincode-tls-cert-file', certFile];
    assert.deepEqual(read(args)['tlsProps'], expected);
    const environment = { CORE_CHAINCODE_TLS_KEY_FILE: keyFile, CORE_CHAINCODE_TLS_CERT_FILE: certFile };
    assert.deepEqual(read([], environment)['tlsProps'], expected);
  });

  it('are refused where half of a pair is missing or an option is unknown', () => {
    assert.throws(() => read(['--chaincode-tls-key-file', keyFile]), /needs both/);
    assert.throws(() => read(['--grpc.unheard_of', '1']), /unheard_of/);
  });
});
