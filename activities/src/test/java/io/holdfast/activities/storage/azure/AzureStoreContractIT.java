package io.holdfast.activities.storage.azure;

import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.contract.ObjectStoreContract;

class AzureStoreContractIT extends ObjectStoreContract {
  @Override
  protected ObjectStore newStore() {
    return Azurite.get().newStore();
  }
}
