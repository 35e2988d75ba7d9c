package org.cascadenlp.training.listener;

/**
 * An update in its training.
 *
 * @param epoch the number of its epoch, from 1
 * @param isLast whether it is the last of its epoch
 * @param tokens the number of tokens of its examples
 * @param seconds the time that the training has taken
 */
public record UpdateEvent(int epoch, Update update, boolean isLast, int tokens, double seconds) {}
