//! Lire un module avant de le compiler, et refuser ce qui serait trop long à compiler.
//!
//! La taille du fichier ne borne pas le travail du compilateur : seize kibioctets suffisent à
//! décrire deux mille fonctions de quarante-neuf mille variables locales, ou un million de blocs
//! emboîtés. Ce fichier compte donc tout ce qui coûte. Il refuse aussi, à ce moment-là, les
//! imports que l'hôte n'accorde pas : ce que l'on va refuser ne se compile pas.

use wasmer::FunctionType;
use wasmer::sys::wasmparser::{
    self, BinaryReaderError, CompositeInnerType, ElementItems, FuncType, FuncValidatorAllocations,
    FunctionBody, Operator, Parser, Payload, TypeRef, ValType, ValidPayload, Validator,
    WasmFeatures,
};

use crate::{LoadErrorKind, Shape};

/// Un import, tel que le module le demande.
#[derive(Debug)]
pub(crate) struct Import {
    pub(crate) module: String,
    pub(crate) name: String,
    /// Le type, si c'est une fonction de nombres.
    pub(crate) function: Option<FunctionType>,
}

// ANCHOR: examiner
/// Examine `bytes`. `refuse` reçoit les imports dès qu'ils sont lus, avant tout le reste.
///
/// # Errors
///
/// Si ce n'est pas un module valable, si `refuse` refuse, ou si quelque chose dépasse `shape`.
pub(crate) fn examine(
    bytes: &[u8],
    shape: &Shape,
    refuse: impl FnOnce(Vec<Import>) -> Result<(), LoadErrorKind>,
) -> Result<(), LoadErrorKind> {
    let mut count = Count::default();
    let mut validator = Validator::new_with_features(features());
    let mut refuse = Some(refuse);
    let mut types = Vec::new();
    let mut allocations = FuncValidatorAllocations::default();
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload.map_err(invalid)?;
        count.section(&payload, shape)?;
        if let Payload::TypeSection(reader) = &payload {
            types = function_types(reader.clone(), shape)?;
        }
        if let Payload::ImportSection(reader) = &payload {
            let twice = || LoadErrorKind::Compile("deux sections d'imports".to_owned());
            let refuse = refuse.take().ok_or_else(twice)?;
            refuse(imports(reader.clone(), &types)?)?;
        }
        // La validation suit les bornes : elle ne voit que ce qui en a une.
        match validator.payload(&payload).map_err(invalid)? {
            ValidPayload::Func(function, body) => {
                count.locals(&body, shape)?;
                let mut function = function.into_validator(allocations);
                count.function(&mut function, &body, shape)?;
                allocations = function.into_allocations();
            }
            ValidPayload::Parser(_) => return Err(not_a_module()),
            ValidPayload::Ok | ValidPayload::End(_) => {}
        }
    }
    Ok(())
}
// ANCHOR_END: examiner

/// Les mêmes extensions que celles du moteur.
fn features() -> WasmFeatures {
    WasmFeatures::MUTABLE_GLOBAL
        | WasmFeatures::SATURATING_FLOAT_TO_INT
        | WasmFeatures::SIGN_EXTENSION
        | WasmFeatures::REFERENCE_TYPES
        | WasmFeatures::MULTI_VALUE
        | WasmFeatures::BULK_MEMORY
        | WasmFeatures::EXTENDED_CONST
        | WasmFeatures::FLOATS
        | WasmFeatures::GC_TYPES
}

fn invalid(error: BinaryReaderError) -> LoadErrorKind {
    LoadErrorKind::Compile(error.to_string())
}

fn not_a_module() -> LoadErrorKind {
    LoadErrorKind::Compile("c'est un composant, pas un module".to_owned())
}

// ANCHOR: compter
/// Ce qui est compté dans tout le module.
#[derive(Debug, Default)]
struct Count {
    items: u64,
    locals: u64,
    operators: u64,
    work: u64,
}

impl Count {
    /// Compte les éléments d'une section, d'après son en-tête : rien n'en est encore lu.
    fn section(&mut self, payload: &Payload<'_>, shape: &Shape) -> Result<(), LoadErrorKind> {
        let count = match payload {
            Payload::TypeSection(reader) => reader.count(),
            Payload::ImportSection(reader) => reader.count(),
            Payload::FunctionSection(reader) => {
                check("fonctions", reader.count().into(), shape.functions)?;
                reader.count()
            }
            Payload::TableSection(reader) => reader.count(),
            Payload::MemorySection(reader) => reader.count(),
            Payload::GlobalSection(reader) => reader.count(),
            Payload::ExportSection(reader) => reader.count(),
            Payload::DataSection(reader) => reader.count(),
            Payload::ElementSection(reader) => {
                for element in reader.clone() {
                    self.items += match element.map_err(invalid)?.items {
                        ElementItems::Functions(items) => u64::from(items.count()),
                        ElementItems::Expressions(_, items) => u64::from(items.count()),
                    };
                    check("éléments de section", self.items, shape.items)?;
                }
                reader.count()
            }
            Payload::CustomSection(_) => 1,
            _ => 0,
        };
        self.items += u64::from(count);
        check("éléments de section", self.items, shape.items)
    }

    /// Compte les variables locales : un nombre et un type suffisent à en déclarer des milliers.
    fn locals(&mut self, body: &FunctionBody<'_>, shape: &Shape) -> Result<(), LoadErrorKind> {
        let mut here = 0;
        for group in body.get_locals_reader().map_err(invalid)? {
            here += u64::from(group.map_err(invalid)?.0);
            check("variables locales dans une fonction", here, shape.locals)?;
        }
        self.locals += here;
        check("variables locales", self.locals, shape.all_locals)
    }

    /// Compte les instructions, leur emboîtement, et le travail qu'elles demandent.
    fn function(
        &mut self,
        validator: &mut wasmparser::FuncValidator<wasmparser::ValidatorResources>,
        body: &FunctionBody<'_>,
        shape: &Shape,
    ) -> Result<(), LoadErrorKind> {
        let mut reader = body.get_binary_reader();
        validator.read_locals(&mut reader).map_err(invalid)?;
        let locals = u64::from(validator.len_locals());
        while !reader.eof() {
            let offset = reader.original_position();
            let operator = reader.read_operator().map_err(invalid)?;
            validator.op(offset, &operator).map_err(invalid)?;
            let depth = u64::from(validator.control_stack_height());
            check("blocs emboîtés", depth, shape.nesting)?;
            let alive = locals + u64::from(validator.operand_stack_height());
            self.operators += 1;
            self.work += work(&operator, alive);
            check("instructions", self.operators, shape.operators)?;
            check("points de travail du compilateur", self.work, shape.work)?;
        }
        validator
            .finish(reader.original_position())
            .map_err(invalid)
    }
}

/// Un appel range les registres, passe ses arguments et se note dans les tables de déroulement :
/// il est bien plus long à compiler qu'une addition.
const CALL: u64 = 100;

/// Le travail qu'une instruction demande au compilateur. Là où le flot se sépare ou se rejoint,
/// il range tout ce qui est vivant : les variables locales et la pile d'opérandes.
fn work(operator: &Operator<'_>, alive: u64) -> u64 {
    match operator {
        Operator::BrTable { targets } => 1 + alive + u64::from(targets.len()),
        Operator::Block { .. }
        | Operator::Loop { .. }
        | Operator::If { .. }
        | Operator::Else
        | Operator::End
        | Operator::Br { .. }
        | Operator::BrIf { .. }
        | Operator::Return => 1 + alive,
        // Les opérations de masse sont des appels à l'hôte.
        Operator::Call { .. }
        | Operator::CallIndirect { .. }
        | Operator::MemoryGrow { .. }
        | Operator::MemorySize { .. }
        | Operator::MemoryFill { .. }
        | Operator::MemoryCopy { .. }
        | Operator::MemoryInit { .. }
        | Operator::DataDrop { .. }
        | Operator::TableGet { .. }
        | Operator::TableSet { .. }
        | Operator::TableGrow { .. }
        | Operator::TableSize { .. }
        | Operator::TableFill { .. }
        | Operator::TableCopy { .. }
        | Operator::TableInit { .. }
        | Operator::ElemDrop { .. }
        | Operator::RefFunc { .. } => CALL + alive,
        _ => 1,
    }
}
// ANCHOR_END: compter

fn check(what: &'static str, found: u64, limit: u64) -> Result<(), LoadErrorKind> {
    if found > limit {
        return Err(LoadErrorKind::TooComplex { what, limit });
    }
    Ok(())
}

/// Les types de fonction du module, dans l'ordre.
fn function_types(
    reader: wasmparser::TypeSectionReader<'_>,
    shape: &Shape,
) -> Result<Vec<FuncType>, LoadErrorKind> {
    let mut types = Vec::new();
    for group in reader {
        for kind in group.map_err(invalid)?.into_types() {
            let CompositeInnerType::Func(function) = kind.composite_type.inner else {
                return Err(LoadErrorKind::Compile(
                    "un type n'est pas une fonction".to_owned(),
                ));
            };
            let values = function.params().len() + function.results().len();
            check("valeurs dans un type", values as u64, shape.values)?;
            types.push(function);
        }
    }
    Ok(types)
}

fn imports(
    reader: wasmparser::ImportSectionReader<'_>,
    types: &[FuncType],
) -> Result<Vec<Import>, LoadErrorKind> {
    let import = |import: Result<wasmparser::Import<'_>, _>| {
        let import = import.map_err(invalid)?;
        let function = match import.ty {
            TypeRef::Func(index) => types.get(index as usize).and_then(function_type),
            _ => None,
        };
        Ok(Import {
            module: import.module.to_owned(),
            name: import.name.to_owned(),
            function,
        })
    };
    reader.into_iter().map(import).collect()
}

/// Le même type, dans les mots de wasmer ; `None` s'il n'est pas fait que de nombres.
fn function_type(found: &FuncType) -> Option<FunctionType> {
    let value = |value: &ValType| {
        Some(match value {
            ValType::I32 => wasmer::Type::I32,
            ValType::I64 => wasmer::Type::I64,
            ValType::F32 => wasmer::Type::F32,
            ValType::F64 => wasmer::Type::F64,
            _ => return None,
        })
    };
    let params: Option<Vec<_>> = found.params().iter().map(value).collect();
    let results: Option<Vec<_>> = found.results().iter().map(value).collect();
    Some(FunctionType::new(params?, results?))
}
