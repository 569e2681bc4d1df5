//! `command!`: declares a command's typed input and its [`Spec`](super::spec::Spec) in one go.

/// Declares a command. See `commands/cases/open.rs` for an example.
///
/// A field is `name: Type = ["标签", "label"]`, then if wanted `hint ["…", "…"]`, then `when other in ["value"]`
/// (needed with that value only) or `maybe other in ["value"]` (allowed with it only).
#[macro_export]
macro_rules! command {
    (
        $(#[$doc:meta])*
        $name:ident $word:literal [$zh:literal, $en:literal] {
            $( $field:ident : $ty:ty = [$fzh:literal, $fen:literal]
                $(hint [$hzh:literal, $hen:literal])?
                $(when $other:ident in [$($value:literal),+])?
                $(maybe $beside:ident in [$($may:literal),+])? ; )*
        }
        help: [$help_zh:literal, $help_en:literal $(,)?],
        key: $key:literal,
        group: $group:expr,
        subject: $subject:expr,
        who: $who:expr,
        from: $from:expr,
        rules: $rules:expr,
        issues: $issues:expr $(,)?
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $(
                #[doc = $fzh]
                pub $field: $ty,
            )*
        }

        impl $name {
            /// The declaration.
            pub const SPEC: &'static $crate::commands::spec::Spec = &$crate::commands::spec::Spec {
                name: $word,
                label: $crate::text::Text::new($zh, $en),
                help: $crate::text::Text::new($help_zh, $help_en),
                key: $key,
                group: $group,
                subject: $subject,
                fields: &[$(
                    $crate::commands::spec::Field {
                        name: stringify!($field),
                        label: $crate::text::Text::new($fzh, $fen),
                        hint: $crate::command!(@hint $($hzh, $hen)?),
                        kind: <$ty as $crate::commands::spec::Input>::KIND,
                        need: $crate::command!(@need $ty $(, when $other, [$($value),+])? $(, maybe $beside, [$($may),+])?),
                        private: <$ty as $crate::commands::spec::Input>::PRIVATE,
                    },
                )*],
                who: $who,
                from: $from,
                rules: $rules,
                issues: $issues,
            };
        }
    };
    (@hint $zh:literal, $en:literal) => { $crate::text::Text::new($zh, $en) };
    (@hint) => { $crate::text::Text::new("", "") };
    (@need $ty:ty) => {
        if <$ty as $crate::commands::spec::Input>::OPTIONAL {
            $crate::commands::spec::Need::Optional
        } else {
            $crate::commands::spec::Need::Required
        }
    };
    (@need $ty:ty, maybe $other:ident, [$($value:literal),+]) => {
        $crate::commands::spec::Need::OptionalWhen(stringify!($other), &[$($value),+])
    };
    (@need $ty:ty, when $other:ident, [$($value:literal),+]) => {
        $crate::commands::spec::Need::RequiredWhen(stringify!($other), &[$($value),+])
    };
}
