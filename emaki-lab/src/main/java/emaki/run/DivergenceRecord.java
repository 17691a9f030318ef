package emaki.run;

import org.jspecify.annotations.Nullable;

/**
 * How far latents are from the prior: means over chunks of {@code sampleSize}.
 *
 * @param name of the divergence, with its options; without a prior every figure is null
 * @param floor the same of samples of the prior: what perfect latents would score
 * @param sampleSize points in each sample
 */
public record DivergenceRecord(
    String name,
    @Nullable Double train,
    @Nullable Double validation,
    @Nullable Double test,
    @Nullable Double floor,
    int sampleSize) {}
