// SPDX-License-Identifier: Apache-2.0
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts what the database holds of secrets: AES-256-GCM, written as IV ‖ tag ‖ ciphertext. */
export class Cipher {
  constructor(private readonly key: Uint8Array) {
    if (key.length !== KEY_BYTES) {
      throw new RangeError(`the key must have ${KEY_BYTES} bytes, has ${key.length}`);
    }
  }

  /** The cipher of a state directory; its key file is made, readable by the owner alone, when it is missing. */
  static fromKeyFile(stateDir: string): Cipher {
    const file = join(stateDir, 'storage.key');
    try {
      writeFileSync(file, randomBytes(KEY_BYTES), { flag: 'wx', mode: 0o600 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw error;
      }
    }
    return new Cipher(readFileSync(file));
  }

  /** A key for another purpose, from which this one cannot be told. */
  derive(purpose: string): Uint8Array {
    return createHmac('sha256', this.key).update(`wattpass/${purpose}/1`).digest();
  }

  /** Encrypts text. */
  seal(plain: string): Uint8Array {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key, iv);
    const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), body]);
  }

  /**
   * Decrypts what {@link seal} gave.
   * @throws Error when the bytes were changed or the key is another.
   */
  open(sealed: Uint8Array): string {
    const bytes = Buffer.from(sealed);
    const decipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, IV_BYTES));
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    const body = bytes.subarray(IV_BYTES + TAG_BYTES);
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
  }
}
