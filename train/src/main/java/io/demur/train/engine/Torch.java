package io.demur.train.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.demur.logits.InputException;

/** The door to PyTorch: loads it once, from the class path alone. */
final class Torch {
    private final Engine engine;
    private final Device device;

    private Torch(Engine engine, Device device) {
        this.engine = engine;
        this.device = device;
    }

    /**
     * PyTorch on a processor.
     *
     * @param threads of the processor, for all of PyTorch in this process
     * @throws InputException if there is no such processor
     */
    static Torch open(Processor processor, int threads) {
        // Nothing is fetched from the network, and nobody is told.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        Engine engine = Engine.getEngine("PyTorch");
        if (processor == Processor.GPU && engine.getGpuCount() == 0) {
            throw new InputException(
                    "--device gpu",
                    "PyTorch finds no CUDA device",
                    "build with DEMUR_GPU=1 or set PYTORCH_LIBRARY_PATH, as docs/how-to/train.md says, or use"
                            + " --device cpu");
        }
        JniUtils.setNumThreads(threads);
        return new Torch(engine, processor == Processor.GPU ? Device.gpu() : Device.cpu());
    }

    Engine engine() {
        return engine;
    }

    NDManager manager() {
        return engine.newBaseManager(device);
    }
}
