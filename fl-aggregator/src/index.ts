// SPDX-License-Identifier: Apache-2.0

export { LearningError, type LearningErrorCode } from './learning-error.js';
export { aggregated, type AggregationPlan, type AggregationRule } from './math/aggregation-plan.js';
export { bulyan } from './math/bulyan.js';
export {
  checkedUpdates,
  euclideanNorm,
  inCanonicalOrder,
  type CheckedUpdates,
  type ClientUpdate,
  type UpdateLimits,
} from './math/client-update.js';
export { coordinateMedian } from './math/coordinate-median.js';
export { distanceMatrix, type DistanceMatrix } from './math/distances.js';
export { defaultFedAdam, fedAdam } from './math/fed-adam.js';
export { fedAvg } from './math/fed-avg.js';
export { addProximalTerm } from './math/fed-prox.js';
export { defaultFedYogi, fedYogi } from './math/fed-yogi.js';
export { flTrust } from './math/fl-trust.js';
export { integerSum, meanOfSum, requireCapacity, type IntegerSum } from './math/integer-sum.js';
export { keptByKrum, krum, krumRanking, multiKrum, type KrumRanking } from './math/krum.js';
export { mixedWithNeighbours } from './math/nearest-neighbour-mixing.js';
export { clippedTo, clippedToMedianNorm } from './math/norm-clipping.js';
export {
  defaultQuantiser,
  dequantised,
  levelWidth,
  quantised,
  type QuantisedUpdate,
  type Quantiser,
} from './math/quantiser.js';
export {
  initialServerState,
  type ServerOptimiserParameters,
  type ServerOptimiserState,
  type ServerStep,
} from './math/server-optimiser.js';
export { worthsOf, type CoalitionValue, type UpdateWorth, type Worths } from './math/shapley-values.js';
export { trimmedMean } from './math/trimmed-mean.js';
export { randomStream, shuffledPlaces, type RandomStream } from './random-stream.js';
export { advertisedKeys, sharedSecrets, type ClientKeys, type ClientShares } from './secure/client-keys.js';
export { maskedUpdate, plainWords, type ClientMasked } from './secure/client-masking.js';
export { confirmedSurvivors, revealedShares, type ClientConfirmed } from './secure/client-unmasking.js';
export { agreedKey, publicKeyOf } from './secure/key-agreement.js';
export { maskOf } from './secure/mask.js';
export type {
  Advertisement,
  Confirmation,
  MaskedUpdate,
  RevealedShares,
  SealedShares,
  SignatureCheck,
  Signer,
  UnmaskRequest,
} from './secure/messages.js';
export { secureGroup, type SecureGroup } from './secure/secure-group.js';
export { secretOf, sharesOf, type SecretBytes, type Share } from './secure/shamir.js';
export { unmaskedSum, type UnmaskInput } from './secure/unmasked-sum.js';
export { examplesAt, joinedExamples, type Examples } from './models/examples.js';
export { changeOf, trainedLocally, type TrainingParameters } from './models/local-training.js';
export {
  accuracyOf,
  classScores,
  initialParameters,
  lossAndGradient,
  parameterCount,
  predictedClass,
  type ModelSpec,
} from './models/model.js';
export { defaultOrders, privacySpent, type GaussianRounds, type PrivacySpent } from './privacy/accountant.js';
export { logErfc } from './privacy/log-erfc.js';
export { privatised, type PrivacyParameters } from './privacy/privatised.js';
export { CHARGE_INPUTS, writeChargeFeatures, type ChargeSituation } from './tasks/charge-decision/features.js';
export { labelledStays } from './tasks/charge-decision/labelled-stays.js';
export { operated, situationAt, type Operation, type Stay } from './tasks/charge-decision/operation.js';
export { optimalPlan, type OptimalPlan } from './tasks/charge-decision/optimal-plan.js';
export {
  chargeModel,
  modelPolicy,
  perfectForesight,
  thresholdPolicy,
  uncontrolled,
  type ChargePolicy,
} from './tasks/charge-decision/policies.js';
export {
  HOUR_MS,
  priceSeries,
  pricesBetween,
  type PriceReport,
  type PriceSeries,
} from './tasks/charge-decision/price-series.js';
export {
  recordedStays,
  type RecordedStay,
  type RecordedStays,
  type SessionReport,
} from './tasks/charge-decision/recorded-stays.js';
export {
  generatedSessions,
  generatedVehicle,
  zoneOffset,
  type GeneratedVehicle,
  type Habit,
} from './tasks/charge-decision/session-generator.js';
export {
  CHARGE,
  chargeActions,
  costOf,
  departureEnergy,
  DISCHARGE,
  energyAfter,
  IDLE,
  requireVehicle,
  shielded,
  type ChargeAction,
  type ChargeSession,
  type ChargeVehicle,
} from './tasks/charge-decision/vehicle.js';
export { closedRound, type ClosedRound, type RoundInput } from './round/closed-round.js';
export { firstModel, modelBytes, modelHash, modelIn, type ModelLayout, type ModelState } from './round/model-state.js';
export { planOf, quantiserOf } from './round/task-plan.js';
export { epsilonOf } from './round/task-privacy.js';
export { levelsOf, updateBytes, type UpdateContent, type UpdateFault } from './round/update-bytes.js';
