package io.demur.train.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Memory outside the heap that an array of PyTorch reads without a copy; reused from step to step. */
final class DirectFloats {
    /** As PyTorch aligns its own. */
    private static final int ALIGNMENT = 64;

    private ByteBuffer memory = allocate(0);

    /** The numbers as an array of the manager; they must stay until it is closed. */
    NDArray array(NDManager manager, float[] values, Shape shape) {
        if (memory.capacity() < (long) values.length * Float.BYTES) {
            memory = allocate(values.length);
        }
        memory.asFloatBuffer().put(values);
        ByteBuffer part = memory.duplicate().order(ByteOrder.nativeOrder());
        part.limit(values.length * Float.BYTES);
        return manager.create(part, shape, DataType.FLOAT32);
    }

    private static ByteBuffer allocate(int floats) {
        int bytes = Math.multiplyExact(floats, Float.BYTES);
        return ByteBuffer.allocateDirect(Math.addExact(bytes, 2 * ALIGNMENT))
                .alignedSlice(ALIGNMENT)
                .order(ByteOrder.nativeOrder());
    }
}
