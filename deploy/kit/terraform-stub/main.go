// A Terraform provider that knows a schema and nothing else. It serves the file that `terraform providers
// schema -json` prints for a real provider, accepts what fits it, and plans what was written. With it
// `terraform validate` and `terraform test` (mock_provider) need neither the real provider nor a cloud.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tfprotov5/tf5server"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

type attribute struct {
	Type      json.RawMessage `json:"type"`
	Required  bool            `json:"required"`
	Optional  bool            `json:"optional"`
	Computed  bool            `json:"computed"`
	Sensitive bool            `json:"sensitive"`
}

type blockType struct {
	NestingMode string `json:"nesting_mode"`
	Block       block  `json:"block"`
	MinItems    int64  `json:"min_items"`
	MaxItems    int64  `json:"max_items"`
}

type block struct {
	Attributes map[string]attribute `json:"attributes"`
	BlockTypes map[string]blockType `json:"block_types"`
}

type schema struct {
	Version int64 `json:"version"`
	Block   block `json:"block"`
}

type providerSchema struct {
	Provider    schema            `json:"provider"`
	Resources   map[string]schema `json:"resource_schemas"`
	DataSources map[string]schema `json:"data_source_schemas"`
}

type schemaFile struct {
	Providers map[string]providerSchema `json:"provider_schemas"`
}

var nestingModes = map[string]tfprotov5.SchemaNestedBlockNestingMode{
	"single": tfprotov5.SchemaNestedBlockNestingModeSingle,
	"list":   tfprotov5.SchemaNestedBlockNestingModeList,
	"set":    tfprotov5.SchemaNestedBlockNestingModeSet,
	"map":    tfprotov5.SchemaNestedBlockNestingModeMap,
	"group":  tfprotov5.SchemaNestedBlockNestingModeGroup,
}

func schemaBlock(from block) (*tfprotov5.SchemaBlock, error) {
	to := &tfprotov5.SchemaBlock{}
	for name, a := range from.Attributes {
		kind, err := tftypes.ParseJSONType(a.Type) //nolint:staticcheck // the only reader of the JSON form of types
		if err != nil {
			return nil, fmt.Errorf("attribute %s: %w", name, err)
		}
		to.Attributes = append(to.Attributes, &tfprotov5.SchemaAttribute{
			Name: name, Type: kind, Required: a.Required, Optional: a.Optional,
			Computed: a.Computed, Sensitive: a.Sensitive,
		})
	}
	for name, b := range from.BlockTypes {
		inner, err := schemaBlock(b.Block)
		if err != nil {
			return nil, fmt.Errorf("block %s: %w", name, err)
		}
		to.BlockTypes = append(to.BlockTypes, &tfprotov5.SchemaNestedBlock{
			TypeName: name, Block: inner, Nesting: nestingModes[b.NestingMode],
			MinItems: b.MinItems, MaxItems: b.MaxItems,
		})
	}
	return to, nil
}

func schemas(from map[string]schema) (map[string]*tfprotov5.Schema, error) {
	to := map[string]*tfprotov5.Schema{}
	for name, s := range from {
		inner, err := schemaBlock(s.Block)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		to[name] = &tfprotov5.Schema{Version: s.Version, Block: inner}
	}
	return to, nil
}

// stub answers what `validate` and `test` ask. The embedded interface has no value: a call that is not
// answered here ends the program.
type stub struct {
	tfprotov5.ProviderServer
	known *tfprotov5.GetProviderSchemaResponse
}

func (s *stub) GetMetadata(context.Context, *tfprotov5.GetMetadataRequest) (*tfprotov5.GetMetadataResponse, error) {
	answer := &tfprotov5.GetMetadataResponse{ServerCapabilities: &tfprotov5.ServerCapabilities{}}
	for name := range s.known.ResourceSchemas {
		answer.Resources = append(answer.Resources, tfprotov5.ResourceMetadata{TypeName: name})
	}
	for name := range s.known.DataSourceSchemas {
		answer.DataSources = append(answer.DataSources, tfprotov5.DataSourceMetadata{TypeName: name})
	}
	return answer, nil
}

func (s *stub) GetProviderSchema(context.Context, *tfprotov5.GetProviderSchemaRequest) (*tfprotov5.GetProviderSchemaResponse, error) {
	return s.known, nil
}

func (s *stub) PrepareProviderConfig(_ context.Context, q *tfprotov5.PrepareProviderConfigRequest) (*tfprotov5.PrepareProviderConfigResponse, error) {
	return &tfprotov5.PrepareProviderConfigResponse{PreparedConfig: q.Config}, nil
}

func (s *stub) ConfigureProvider(context.Context, *tfprotov5.ConfigureProviderRequest) (*tfprotov5.ConfigureProviderResponse, error) {
	return &tfprotov5.ConfigureProviderResponse{}, nil
}

func (s *stub) StopProvider(context.Context, *tfprotov5.StopProviderRequest) (*tfprotov5.StopProviderResponse, error) {
	return &tfprotov5.StopProviderResponse{}, nil
}

func (s *stub) ValidateResourceTypeConfig(context.Context, *tfprotov5.ValidateResourceTypeConfigRequest) (*tfprotov5.ValidateResourceTypeConfigResponse, error) {
	return &tfprotov5.ValidateResourceTypeConfigResponse{}, nil
}

func (s *stub) ValidateDataSourceConfig(context.Context, *tfprotov5.ValidateDataSourceConfigRequest) (*tfprotov5.ValidateDataSourceConfigResponse, error) {
	return &tfprotov5.ValidateDataSourceConfigResponse{}, nil
}

func (s *stub) PlanResourceChange(_ context.Context, q *tfprotov5.PlanResourceChangeRequest) (*tfprotov5.PlanResourceChangeResponse, error) {
	return &tfprotov5.PlanResourceChangeResponse{PlannedState: q.ProposedNewState}, nil
}

func (s *stub) UpgradeResourceState(_ context.Context, q *tfprotov5.UpgradeResourceStateRequest) (*tfprotov5.UpgradeResourceStateResponse, error) {
	kind := s.known.ResourceSchemas[q.TypeName].ValueType()
	value, err := q.RawState.Unmarshal(kind)
	if err != nil {
		return nil, err
	}
	state, err := tfprotov5.NewDynamicValue(kind, value)
	return &tfprotov5.UpgradeResourceStateResponse{UpgradedState: &state}, err
}

// serve reads `schema.json` beside the program and serves its first provider.
func serve() error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	text, err := os.ReadFile(filepath.Join(filepath.Dir(program), "schema.json"))
	if err != nil {
		return err
	}
	var file schemaFile
	if err := json.Unmarshal(text, &file); err != nil {
		return err
	}
	for address, p := range file.Providers {
		own, err := schemaBlock(p.Provider.Block)
		if err != nil {
			return err
		}
		resources, err := schemas(p.Resources)
		if err != nil {
			return err
		}
		dataSources, err := schemas(p.DataSources)
		if err != nil {
			return err
		}
		known := &tfprotov5.GetProviderSchemaResponse{
			ServerCapabilities: &tfprotov5.ServerCapabilities{},
			Provider:           &tfprotov5.Schema{Block: own},
			ResourceSchemas:    resources,
			DataSourceSchemas:  dataSources,
		}
		return tf5server.Serve(address, func() tfprotov5.ProviderServer { return &stub{known: known} })
	}
	return fmt.Errorf("schema.json names no provider")
}

func main() {
	if err := serve(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
