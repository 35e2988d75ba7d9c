/** What a trainer's parameters say: optimiser, schedule, mode of tuning, LoRA. */
package org.cascadenlp.training.settings;
