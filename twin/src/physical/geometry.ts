// SPDX-License-Identifier: Apache-2.0

/** The body of a cell; lengths in mm. */
export type CellShape =
  | { readonly kind: 'cylindrical'; readonly diameter: number; readonly height: number }
  | {
      readonly kind: 'prismatic' | 'pouch';
      readonly width: number;
      readonly thickness: number;
      readonly height: number;
    };

/** What a cell is, physically. */
export interface CellBody {
  readonly shape: CellShape;
  readonly grams: number;
  readonly ampHours: number;
  readonly nominalVolts: number;
}

/** How equal cells make a pack. */
export interface PackLayout {
  readonly series: number;
  readonly parallel: number;
  /** Mass of all that is no cell, as a share of the cells' mass; 0.4 is usual for a vehicle's pack. */
  readonly housingShare: number;
}

/** What follows from bodies and layout. */
export interface PackBody {
  readonly cells: number;
  readonly ampHours: number;
  readonly nominalVolts: number;
  readonly wattHours: number;
  readonly kilograms: number;
  /** Volume of the cells alone, litres. */
  readonly cellLitres: number;
  /** J/K of the cells, which take up nearly all heat. */
  readonly heatCapacity: number;
  /** Surface of all cells, m². */
  readonly squareMetres: number;
}

/** J/(kg·K), a lithium-ion cell's specific heat: 900 to 1,100 are measured. */
const SPECIFIC_HEAT = 1_000;

/**
 * A pack's body from its cells' and its layout.
 * @throws RangeError naming the field that is not positive, or the count that is no whole number.
 */
export function packBody(cell: CellBody, layout: PackLayout): PackBody {
  requirePositive({
    ...cell.shape,
    kind: 1,
    grams: cell.grams,
    ampHours: cell.ampHours,
    nominalVolts: cell.nominalVolts,
  });
  requireCounts(layout);
  const cells = layout.series * layout.parallel;
  const { cubicMillimetres, squareMillimetres } = measures(cell.shape);
  const cellKilograms = (cells * cell.grams) / 1e3;
  const ampHours = layout.parallel * cell.ampHours;
  const nominalVolts = layout.series * cell.nominalVolts;
  return {
    cells,
    ampHours,
    nominalVolts,
    wattHours: ampHours * nominalVolts,
    kilograms: cellKilograms * (1 + layout.housingShare),
    cellLitres: (cells * cubicMillimetres) / 1e6,
    heatCapacity: cellKilograms * SPECIFIC_HEAT,
    squareMetres: (cells * squareMillimetres) / 1e6,
  };
}

function measures(shape: CellShape): { readonly cubicMillimetres: number; readonly squareMillimetres: number } {
  if (shape.kind === 'cylindrical') {
    const { diameter, height } = shape;
    return {
      cubicMillimetres: (Math.PI / 4) * diameter ** 2 * height,
      squareMillimetres: Math.PI * diameter * (height + diameter / 2),
    };
  }
  const { width, thickness, height } = shape;
  return {
    cubicMillimetres: width * thickness * height,
    squareMillimetres: 2 * (width * thickness + width * height + thickness * height),
  };
}

function requirePositive(values: Readonly<Record<string, number>>): void {
  for (const [field, value] of Object.entries(values)) {
    if (!(value > 0 && Number.isFinite(value))) {
      throw new RangeError(`${field}: a positive number`);
    }
  }
}

function requireCounts({ series, parallel, housingShare }: PackLayout): void {
  for (const [field, value] of Object.entries({ series, parallel })) {
    if (!Number.isInteger(value) || value < 1) {
      throw new RangeError(`${field}: a whole number from 1`);
    }
  }
  if (!(housingShare >= 0)) {
    throw new RangeError('housingShare: not negative');
  }
}
