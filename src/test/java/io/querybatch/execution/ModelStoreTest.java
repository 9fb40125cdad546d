package io.querybatch.execution;

class ModelStoreTest extends ExecutionStoreContract {

    @Override
    protected StoreUnderTest open() {
        return new ModelStoreUnderTest(AnswerKeys.NONE);
    }
}
