// SPDX-License-Identifier: Apache-2.0

/** The roles, in the order of the columns below. */
export const matrixRoles = ['producer', 'logistics', 'operator', 'user', 'station', 'recycler'] as const;

/** One of {@link matrixRoles}. */
export type MatrixRole = (typeof matrixRoles)[number];

/** What a role may do with a record: read it, write it, both or neither. */
type Rights = 'rw' | 'r-' | '--';

/**
 * Who may do what, written by hand from the table "Who sees what" of the design and from nothing else: a mistake in the
 * contracts' own rules must show as a difference.
 *
 * A write is what brings a record about or changes it, by whoever's part that is: logistics writes `batteryStatus` as
 * custodian when it picks a battery up, `transportAgreement` when it accepts one, `claim` when it answers one. A recycler
 * consigns too, since custody moves between recycler and logistics. `usage` is written by whoever posts telemetry.
 */
// prettier-ignore
const table: Record<string, readonly [Rights, Rights, Rights, Rights, Rights, Rights]> = {
  //                     producer logistics operator user  station recycler
  battery:               ['rw', 'r-', 'r-', 'r-', 'r-', 'r-'],
  move:                  ['rw', 'rw', 'rw', 'rw', 'r-', 'rw'],
  batteryStatus:         ['rw', 'rw', 'rw', 'rw', 'r-', 'rw'],
  factory:               ['rw', '--', 'r-', 'r-', '--', 'r-'],
  batch:                 ['rw', 'r-', 'rw', 'r-', 'r-', 'rw'],
  transportAgreement:    ['rw', 'rw', 'rw', 'r-', 'r-', 'rw'],
  logisticsDetail:       ['--', 'rw', 'r-', '--', '--', '--'],
  claim:                 ['rw', 'rw', 'rw', 'r-', 'r-', 'r-'],
  claimEvidence:         ['--', 'rw', 'r-', '--', '--', '--'],
  deviceKey:             ['r-', 'r-', 'rw', 'r-', 'r-', 'r-'],
  anchor:                ['r-', 'r-', 'rw', 'r-', 'r-', 'r-'],
  usage:                 ['--', '--', 'rw', 'r-', '--', '--'],
  runMode:               ['--', '--', 'r-', 'rw', '--', '--'],
  condition:             ['--', '--', 'rw', 'r-', '--', 'rw'],
  maintenance:           ['--', '--', 'rw', 'r-', '--', 'rw'],
  recycling:             ['r-', '--', '--', '--', '--', 'rw'],
  secondLifeCertificate: ['r-', 'r-', 'r-', 'r-', 'r-', 'rw'],
  secondLifeEvidence:    ['r-', '--', '--', '--', '--', 'rw'],
  consortium:            ['rw', 'rw', 'rw', 'rw', 'rw', 'rw'],
};

/** The records, in the order of the design's table. */
export const matrixRecords: readonly string[] = Object.keys(table);

/** Whether the design lets a role do this. @throws RangeError for a record that the table does not have. */
export function expectedAccess(record: string, role: MatrixRole, operation: 'read' | 'write'): 'allowed' | 'denied' {
  const rights = table[record]?.[matrixRoles.indexOf(role)];
  if (rights === undefined) {
    throw new RangeError(`${record}: no record of the table`);
  }
  return rights.includes(operation === 'read' ? 'r' : 'w') ? 'allowed' : 'denied';
}
