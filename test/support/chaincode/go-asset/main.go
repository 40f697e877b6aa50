// SPDX-License-Identifier: Apache-2.0

// A chaincode in Go that keeps assets, served as a service, for tests of the ledger it runs on.
package main

import (
	"bytes"
	"fmt"
	"os"

	"github.com/hyperledger/fabric-chaincode-go/v2/shim"
	"github.com/hyperledger/fabric-protos-go-apiv2/peer"
)

// assets is a chaincode with the functions put and get, and putAll and getAll that use the peer's batches.
type assets struct{}

// Init does nothing: there is nothing to begin with.
func (assets) Init(shim.ChaincodeStubInterface) *peer.Response {
	return shim.Success(nil)
}

// Invoke runs a function by its name.
func (assets) Invoke(stub shim.ChaincodeStubInterface) *peer.Response {
	function, args := stub.GetFunctionAndParameters()
	switch {
	case function == "put" && len(args) == 2:
		if err := stub.PutState(args[0], []byte(args[1])); err != nil {
			return shim.Error(err.Error())
		}
		if err := stub.SetEvent("asset", []byte(args[0])); err != nil {
			return shim.Error(err.Error())
		}
		return shim.Success([]byte(stub.GetTxID()))
	case function == "get" && len(args) == 1:
		value, err := stub.GetState(args[0])
		if err != nil {
			return shim.Error(err.Error())
		}
		if value == nil {
			return shim.Error(fmt.Sprintf("the asset %s does not exist", args[0]))
		}
		return shim.Success(value)
	case function == "putAll" && len(args)%2 == 0:
		stub.StartWriteBatch()
		for i := 0; i < len(args); i += 2 {
			if err := stub.PutState(args[i], []byte(args[i+1])); err != nil {
				return shim.Error(err.Error())
			}
		}
		if err := stub.FinishWriteBatch(); err != nil {
			return shim.Error(err.Error())
		}
		return shim.Success(nil)
	case function == "getAll":
		values, err := stub.GetMultipleStates(args...)
		if err != nil {
			return shim.Error(err.Error())
		}
		return shim.Success(bytes.Join(values, []byte(",")))
	}
	return shim.Error(fmt.Sprintf("there is no function %s with %d arguments", function, len(args)))
}

func main() {
	server := &shim.ChaincodeServer{
		CCID:     os.Getenv("CHAINCODE_ID"),
		Address:  os.Getenv("CHAINCODE_SERVER_ADDRESS"),
		CC:       assets{},
		TLSProps: shim.TLSProperties{Disabled: true},
	}
	if err := server.Start(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
