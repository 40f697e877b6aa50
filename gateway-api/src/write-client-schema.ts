// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientSchemaText, type OpenApiDocument } from './client-schema/client-schema.js';

const room = join(import.meta.dirname, '..');
const document = JSON.parse(readFileSync(process.argv[2] ?? join(room, 'openapi.json'), 'utf8')) as OpenApiDocument;
const file = join(room, 'client/src/schema.ts');
writeFileSync(file, clientSchemaText(document));
process.stdout.write(`wrote ${file}\n`);
