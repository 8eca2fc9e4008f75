//! Ce que dit une panique.

use std::any::Any;

/// Le message d'une panique que [`catch_unwind`](std::panic::catch_unwind) a retenue : `panic!`
/// transporte un `&str` ou une `String`.
pub fn panic_message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("panique sans message")
        .to_owned()
}

#[cfg(test)]
mod tests {
    use std::panic::{catch_unwind, resume_unwind};

    use super::panic_message;

    #[test]
    fn le_message_est_celui_de_la_panique() {
        let message = |panic: fn()| panic_message(&*catch_unwind(panic).unwrap_err());
        assert_eq!(message(|| resume_unwind(Box::new("fixe"))), "fixe");
        assert_eq!(
            message(|| resume_unwind(Box::new(format!("{} et {}", 1, 2)))),
            "1 et 2"
        );
        assert_eq!(
            message(|| resume_unwind(Box::new(3))),
            "panique sans message"
        );
    }
}
