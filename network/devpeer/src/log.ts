// SPDX-License-Identifier: Apache-2.0

/** How important a line of the log is. */
export type LogLevel = 'info' | 'warn' | 'error';

/** Receives the lines of the log. */
export type Log = (level: LogLevel, message: string) => void;
