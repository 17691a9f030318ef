package emaki.paper;

/** How much time the study's systems are given. */
public enum Budget {
  /** A first look, in some minutes. */
  QUICK(6, 6, 2, 3, 1),
  /** What claims can rest on, in some hours. */
  FULL(30, 100, 15, 10, 3);

  private final int autoencoderEpochs;
  private final int mlpEpochs;
  private final int cnnEpochs;
  private final int pairedSeeds;
  private final int seeds;

  Budget(int autoencoderEpochs, int mlpEpochs, int cnnEpochs, int pairedSeeds, int seeds) {
    this.autoencoderEpochs = autoencoderEpochs;
    this.mlpEpochs = mlpEpochs;
    this.cnnEpochs = cnnEpochs;
    this.pairedSeeds = pairedSeeds;
    this.seeds = seeds;
  }

  /** Most epochs of an autoencoder. */
  int autoencoderEpochs() {
    return autoencoderEpochs;
  }

  /** Most epochs of an MLP. */
  int mlpEpochs() {
    return mlpEpochs;
  }

  /** Epochs of a CNN. */
  int cnnEpochs() {
    return cnnEpochs;
  }

  /** Seeds of what is compared pair by pair. */
  int pairedSeeds() {
    return pairedSeeds;
  }

  /** Seeds of every other table. */
  int seeds() {
    return seeds;
  }
}
