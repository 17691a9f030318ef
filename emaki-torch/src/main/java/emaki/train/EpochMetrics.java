package emaki.train;

/**
 * What an epoch gave.
 *
 * @param epoch from 1
 * @param seconds wall time, validation included
 * @param train means over the epoch's steps, while the weights were changing
 * @param validation after the epoch; the divergence is a mean over chunks of one batch
 * @param best whether its validation loss is the lowest so far
 */
public record EpochMetrics(
    int epoch, double seconds, Losses train, Losses validation, boolean best) {}
