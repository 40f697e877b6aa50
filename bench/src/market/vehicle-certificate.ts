// SPDX-License-Identifier: Apache-2.0
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { enrolmentStatement, nullifierOf, VEHICLE_ATTRIBUTE } from '@wattpass/chaincode/domain';

/** What a vehicle hands to its LEAG. */
export interface VehicleApplication {
  readonly vehicleId: string;
  readonly nullifier: string;
  readonly certificate: string;
  readonly signature: string;
}

/** The order of the group of P-256 (SEC 2, 2.4.2). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** Tags of DER (X.690). */
const SEQUENCE = 0x30;
const SET = 0x31;
const OCTETS = 0x04;
const BITS = 0x03;
const UTF8 = 0x0c;
const VERSION = 0xa0;
const EXTENSIONS = 0xa3;

const ecdsaWithSha256 = node(SEQUENCE, Buffer.from('06082a8648ce3d040302', 'hex'));
const commonName = Buffer.from('0603550403', 'hex');
const attributes = Buffer.from('06082a03040506070801', 'hex');
const version3 = node(VERSION, Buffer.from('020102', 'hex'));
const years = node(SEQUENCE, time('260101000000Z'), time('460101000000Z'));
const name = node(SEQUENCE, node(SET, node(SEQUENCE, commonName, node(UTF8, Buffer.from('vehicle')))));

/**
 * A vehicle's application with a certificate that it signed itself: contracts do not know the authorities of vehicles, and
 * thousands of certificates of a real one would take longer than what is to be measured.
 */
export function vehicleApplication(leag: string, network: string): VehicleApplication {
  const vehicleId = randomBytes(32).toString('hex');
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const named = Buffer.from(JSON.stringify({ attrs: { [VEHICLE_ATTRIBUTE]: vehicleId } }));
  const extension = node(SEQUENCE, node(SEQUENCE, attributes, node(OCTETS, named)));
  const serial = node(0x02, createHash('sha256').update(vehicleId).digest().subarray(0, 7));
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const body = node(
    SEQUENCE,
    version3,
    positive(serial),
    ecdsaWithSha256,
    name,
    years,
    name,
    key,
    node(EXTENSIONS, extension),
  );
  const seal = node(BITS, Buffer.from([0]), sign('sha256', body, privateKey));
  const der = node(SEQUENCE, body, ecdsaWithSha256, seal).toString('base64');
  const nullifier = nullifierOf(vehicleId);
  const statement = Buffer.from(enrolmentStatement(network, leag, nullifier));
  return {
    vehicleId,
    nullifier,
    certificate: `-----BEGIN CERTIFICATE-----\n${der.replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
    signature: withLowS(sign('sha256', statement, { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('hex')),
  };
}

/** One node of DER, its length in up to two bytes. */
function node(tag: number, ...content: readonly Buffer[]): Buffer {
  const value = Buffer.concat(content);
  const { length } = value;
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), value]);
}

function time(text: string): Buffer {
  return node(0x17, Buffer.from(text));
}

/** An INTEGER that starts with a one bit would be negative. */
function positive(integer: Buffer): Buffer {
  integer[2] = (integer[2] ?? 0) & 0x7f || 1;
  return integer;
}

function withLowS(signature: string): string {
  const s = BigInt(`0x${signature.slice(64)}`);
  return s > ORDER / 2n ? signature.slice(0, 64) + (ORDER - s).toString(16).padStart(64, '0') : signature;
}
