// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiText } from './openapi.js';

const file = process.argv[2] ?? join(import.meta.dirname, '../openapi.json');
writeFileSync(file, await openApiText());
process.stdout.write(`wrote ${file}\n`);
