/** The settings of a training: optimiser, schedule, tuning mode, LoRA. */
package org.cascadenlp.training.settings;
