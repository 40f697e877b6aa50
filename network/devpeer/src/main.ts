#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
import { runCommand } from './command-line.js';

process.exitCode = await runCommand(process.argv.slice(2));
