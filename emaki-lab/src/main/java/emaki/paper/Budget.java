package emaki.paper;

/** How much time the study's systems are given. */
public enum Budget {
  /** A first look, in some minutes. */
  QUICK(6, 6, 2, 3, 1),
  /** What claims can rest on, in some hours. */
  FULL(30, 100, 15, 10, 3);

  /** Most epochs of an autoencoder. */
  final int autoencoderEpochs;

  /** Most epochs of an MLP. */
  final int mlpEpochs;

  /** Epochs of a CNN. */
  final int cnnEpochs;

  /** Seeds of what is compared pair by pair. */
  final int pairedSeeds;

  /** Seeds of every other table. */
  final int seeds;

  Budget(int autoencoderEpochs, int mlpEpochs, int cnnEpochs, int pairedSeeds, int seeds) {
    this.autoencoderEpochs = autoencoderEpochs;
    this.mlpEpochs = mlpEpochs;
    this.cnnEpochs = cnnEpochs;
    this.pairedSeeds = pairedSeeds;
    this.seeds = seeds;
  }
}
