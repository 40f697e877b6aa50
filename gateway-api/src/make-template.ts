// SPDX-License-Identifier: Apache-2.0
import { ensureTemplate } from './store/template.js';

process.stdout.write(`${await ensureTemplate()}\n`);
process.exit(0); // the engine leaves a handle open
